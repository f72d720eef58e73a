//! The default transport.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::{Client, ClientBuilder, Proxy, redirect, retry, tls};
use tower_service::Service;

use super::{NotSent, RequestBody, TimedOut};
use crate::error::{BoxError, Error, Result};

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

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
            // More would overflow when it is added to a point in time.
            .pool_idle_timeout(settings.idle_timeout.min(A_DAY))
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
            match client.execute(request).await {
                Ok(response) => Ok(response.into()),
                // The URL holds path arguments.
                Err(error) => Err(match connection(&error) {
                    Connection::Made if error.is_timeout() => {
                        TimedOut::new(error.without_url()).into()
                    }
                    Connection::Made => error.without_url().into(),
                    Connection::Late => NotSent::new(TimedOut::new(error.without_url())).into(),
                    Connection::Refused => NotSent::new(error.without_url()).into(),
                    Connection::Unusable => NotSent::new(error.without_url()).lasting().into(),
                }),
            }
        })
    }
}

/// How far a failed request got.
enum Connection {
    /// The request may have been sent.
    Made,
    /// There was none within its time limit.
    Late,
    /// There was none, which may pass: no name, no route, no listener.
    Refused,
    /// There was none for a reason that lasts, such as an invalid certificate.
    Unusable,
}

fn connection(error: &reqwest::Error) -> Connection {
    if !error.is_connect() {
        return Connection::Made;
    }
    let mut causes = successors(error.source(), |&cause| cause.source());
    // Only what is known to pass counts as passing: TLS libraries report their
    // failures as other kinds of the same type.
    let passes = |cause: &(dyn StdError + 'static)| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let no_route = matches!(
            kind,
            Some(
                io::ErrorKind::ConnectionRefused
                    | io::ErrorKind::HostUnreachable
                    | io::ErrorKind::NetworkUnreachable
                    | io::ErrorKind::NetworkDown
                    | io::ErrorKind::AddrNotAvailable
            )
        );
        // hyper-util gives a failed look-up no kind, only this name.
        no_route || cause.to_string() == "dns error"
    };
    if error.is_timeout() {
        Connection::Late
    } else if causes.any(passes) {
        Connection::Refused
    } else {
        Connection::Unusable
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
