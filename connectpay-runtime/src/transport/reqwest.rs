//! The default transport.

use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::{Client, ClientBuilder, redirect, retry, tls};
use tower_service::Service;

use super::{NotSent, RequestBody};
use crate::error::{BoxError, Error, Result};

/// What the client's builder settles for the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) proxy_from_environment: bool,
    pub(crate) https_only: bool,
}

/// reqwest with everything switched off that could send a credential elsewhere
/// or a request twice.
#[derive(Clone)]
pub(crate) struct Reqwest(Client);

impl Reqwest {
    /// Lays the settings that safety needs over those of `builder`, so that a
    /// builder given by the user cannot undo them.
    pub(crate) fn new(
        builder: Option<ClientBuilder>,
        settings: ConnectionSettings,
    ) -> Result<Self> {
        let mut builder = builder.unwrap_or_default();
        if !settings.proxy_from_environment {
            builder = builder.no_proxy();
        }
        builder
            // reqwest drops `Authorization` on the way to another host, but not
            // `x-connectpay-api-key`, nor the body on 307 and 308.
            .redirect(redirect::Policy::none())
            .referer(false)
            // Over HTTP/2 it would send a POST again after REFUSED_STREAM or GOAWAY.
            .retry(retry::never())
            .https_only(settings.https_only)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(settings.connect_timeout)
            .pool_idle_timeout(settings.idle_timeout)
            .build()
            .map(Self)
            .map_err(|error| {
                Error::build("the HTTP client could not be built").with_source(Box::new(error))
            })
    }
}

impl Service<http::Request<RequestBody>> for Reqwest {
    type Response = http::Response<reqwest::Body>;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let uri = request.uri().clone();
            let request = reqwest::Request::try_from(request.map(reqwest::Body::wrap))
                .map_err(|error| NotSent::new(error.without_url()))?;
            if !is_the_same(request.url(), &uri) {
                return Err(NotSent::new("the URL changed on its way into the HTTP client").into());
            }
            match client.execute(request).await {
                Ok(response) => Ok(response.into()),
                Err(error) => {
                    let connected = !error.is_connect();
                    // The URL holds path arguments.
                    let error = error.without_url();
                    Err(if connected {
                        error.into()
                    } else {
                        NotSent::new(error).into()
                    })
                }
            }
        })
    }
}

/// Whether two parsers that follow different standards (RFC 3986 here, WHATWG
/// there) read the same origin and target.
fn is_the_same(url: &reqwest::Url, uri: &http::Uri) -> bool {
    let port = uri.port_u16().or(match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    });
    Some(url.scheme()) == uri.scheme_str()
        && url
            .host_str()
            .zip(uri.host())
            .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        && url.port_or_known_default() == port
        && url.username().is_empty()
        && url.password().is_none()
        && url.path() == uri.path()
        && url.query() == uri.query()
        && url.fragment().is_none()
}
