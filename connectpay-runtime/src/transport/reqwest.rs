//! The default transport.

use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use hyper_util::client::legacy::connect::Connection;
use reqwest::{Client, ClientBuilder, Proxy, redirect, retry, tls};
use tower_layer::Layer;
use tower_service::Service;

use super::failure::failure;
use super::handshake::{Handshakes, for_server};
use super::settings::ConnectionSettings;
use super::{NotSent, RequestBody};
use crate::error::{BoxError, Error, Result};

/// reqwest with everything switched off that could send a credential elsewhere
/// or a request twice.
#[derive(Clone)]
pub(crate) struct Reqwest(Client);

impl Reqwest {
    /// Lays the settings that safety needs over those of `builder`, so that a
    /// builder given by the user cannot undo them.
    pub(crate) fn new(mut builder: ClientBuilder, settings: ConnectionSettings) -> Result<Self> {
        if !settings.https_only {
            // Clear text stays on loopback, where no proxy is.
            builder = builder.no_proxy();
        } else if !settings.proxy_from_environment {
            // `no_proxy` would drop the builder's own proxies as well. A proxy that
            // never applies switches off the environment's alone.
            builder = builder.proxy(Proxy::custom(|_| None::<reqwest::Url>));
        }
        if settings.idle_timeout.is_zero() {
            builder = builder.pool_max_idle_per_host(0);
        }
        #[cfg(feature = "rustls")]
        {
            builder = builder.tls_sslkeylogfile(false);
        }
        builder
            // reqwest drops `Authorization` on the way to another host, but not
            // `x-connectpay-api-key`, nor the body on 307 and 308.
            .redirect(redirect::Policy::none())
            .referer(false)
            // Over HTTP/2 it would send a POST again after REFUSED_STREAM or GOAWAY.
            .retry(retry::never())
            // On as soon as another crate enables reqwest's features for it.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            // It logs every byte, so every credential.
            .connection_verbose(false)
            .https_only(settings.https_only)
            .tls_danger_accept_invalid_certs(false)
            .tls_danger_accept_invalid_hostnames(false)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(settings.connect_timeout)
            .connector_layer(Handshakes::default())
            .pool_idle_timeout(settings.idle_timeout)
            .build()
            .map(Self)
            .map_err(|error| {
                Error::build("the HTTP client could not be built").with_source(Arc::new(error))
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
                .map_err(|error| NotSent::new(error.without_url()).lasting())?;
            if !is_the_same(request.url(), &uri) {
                let changed = NotSent::new("the URL changed on its way into the HTTP client");
                return Err(changed.lasting().into());
            }
            let Some(server) = uri.into_parts().authority else {
                return Err(NotSent::new("the request names no host").lasting().into());
            };
            match for_server(server, client.execute(request)).await {
                Ok(response) => Ok(response.into()),
                Err(error) => {
                    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
                    // The URL holds path arguments.
                    Err(failure(error.without_url().into(), is_connect, is_timeout))
                }
            }
        })
    }
}

impl<S> Layer<S> for Handshakes {
    type Service = Connector<S>;

    fn layer(&self, connector: S) -> Connector<S> {
        Connector {
            connector,
            handshakes: self.clone(),
        }
    }
}

/// reqwest's way to connect, with [`Handshakes`] around it.
#[derive(Clone)]
pub(crate) struct Connector<S> {
    connector: S,
    handshakes: Handshakes,
}

impl<S, R> Service<R> for Connector<S>
where
    S: Service<R, Error = BoxError>,
    S::Response: Connection + 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<S::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, server: R) -> Self::Future {
        let connecting = self.connector.call(server);
        Box::pin(self.handshakes.clone().connect(connecting))
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
