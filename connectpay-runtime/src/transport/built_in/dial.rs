//! A stream of bytes to the server, directly or through a proxy.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tower_service::Service;

use super::watched::Io;
use crate::error::{BoxError, Error, Result};
use crate::transport::failure::{Failure, causes};
use crate::transport::settings::{ConnectionSettings, Dns, ProxyChoice};

/// How the network is reached.
pub(super) struct Dial {
    tcp: HttpConnector<Resolver>,
    proxies: Option<Matcher>,
    tls: TlsConnector,
}

const PROXY_SCHEMES: &str =
    "expected `http://`, `https://`, `socks4://`, `socks4a://`, `socks5://` or `socks5h://`";

impl Dial {
    /// `tls` is what proxies behind TLS are reached with.
    pub(super) fn new(settings: &ConnectionSettings, tls: ClientConfig) -> Result<Self> {
        let keep_alive = Duration::from_secs(15);
        let mut tcp = HttpConnector::new_with_resolver(Resolver(settings.dns.clone()));
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(keep_alive));
        tcp.set_keepalive_interval(Some(keep_alive));
        tcp.set_keepalive_retries(Some(3));
        tcp.set_connect_timeout(Some(settings.connect_timeout));
        // A connection that is silently gone is noticed while calls wait on it.
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(Duration::from_secs(30)));
        Ok(Self {
            tcp,
            proxies: proxies(settings)?,
            tls: TlsConnector::from(Arc::new(tls)),
        })
    }

    pub(super) async fn dial(&self, server: &Uri) -> std::result::Result<Box<dyn Io>, Failure> {
        let proxy = self.proxies.as_ref().and_then(|all| all.intercept(server));
        let dialled = match proxy {
            None => over(&mut self.tcp.clone(), server).await,
            Some(proxy) => self.through(&proxy, server).await,
        };
        dialled.map_err(|error| {
            let is_late = causes(&*error).any(is_timeout);
            let failure = Failure::not_sent(error);
            if is_late {
                failure.timed_out()
            } else {
                failure
            }
        })
    }

    async fn through(
        &self,
        proxy: &Intercept,
        server: &Uri,
    ) -> std::result::Result<Box<dyn Io>, BoxError> {
        let tcp = self.tcp.clone();
        let at = proxy.uri().clone();
        match proxy.uri().scheme_str() {
            Some("http") => over(&mut tunnel(proxy, at, tcp), server).await,
            Some("https") => {
                let tls = OverTls {
                    tcp,
                    tls: self.tls.clone(),
                };
                over(&mut tunnel(proxy, at, tls), server).await
            }
            Some(scheme @ ("socks5" | "socks5h")) => {
                let mut socks = SocksV5::new(with_port(at), tcp).local_dns(scheme == "socks5");
                if let Some((user, password)) = proxy.raw_auth() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                over(&mut socks, server).await
            }
            Some(scheme @ ("socks4" | "socks4a")) => {
                let mut socks = SocksV4::new(with_port(at), tcp).local_dns(scheme == "socks4");
                over(&mut socks, server).await
            }
            _ => Err(
                format!("the proxy's URL has a scheme that is not known; {PROXY_SCHEMES}").into(),
            ),
        }
    }
}

fn proxies(settings: &ConnectionSettings) -> Result<Option<Matcher>> {
    // Clear text stays on loopback, where no proxy is.
    if !settings.https_only {
        return Ok(None);
    }
    match &settings.proxy {
        ProxyChoice::None => Ok(None),
        ProxyChoice::Environment => Ok(Some(Matcher::from_env())),
        ProxyChoice::Url(url) => {
            let matcher = Matcher::builder().all(url.as_str()).build();
            // The URL may hold a password, so the message does not repeat it.
            let is_known = matcher
                .intercept(&Uri::from_static("https://localhost.example"))
                .is_some();
            if !is_known || !url.contains("://") {
                return Err(Error::build(format!(
                    "the URL of the proxy cannot be used; {PROXY_SCHEMES}, a host and a port"
                )));
            }
            Ok(Some(matcher))
        }
    }
}

fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    let io: Option<&io::Error> = error.downcast_ref();
    io.is_some_and(|io| io.kind() == io::ErrorKind::TimedOut)
}

fn tunnel<C>(proxy: &Intercept, at: Uri, connector: C) -> Tunnel<C> {
    let tunnel = Tunnel::new(at, connector);
    match proxy.basic_auth() {
        Some(credentials) => tunnel.with_auth(credentials.clone()),
        None => tunnel,
    }
}

/// SOCKS has a port of its own (RFC 1928), which a URL may leave out.
fn with_port(proxy: Uri) -> Uri {
    if proxy.port().is_some() {
        return proxy;
    }
    let host = proxy.host().unwrap_or_default();
    let with_port = http::uri::Builder::from(proxy.clone())
        .authority(format!("{host}:1080"))
        .build();
    with_port.unwrap_or(proxy)
}

/// Calls a connector and takes its stream out of hyper's wrapping.
async fn over<C, S>(connector: &mut C, server: &Uri) -> std::result::Result<Box<dyn Io>, BoxError>
where
    C: Service<Uri, Response = TokioIo<S>>,
    C::Error: Into<BoxError>,
    S: Io + 'static,
{
    std::future::poll_fn(|cx| connector.poll_ready(cx))
        .await
        .map_err(Into::into)?;
    let stream = connector.call(server.clone()).await.map_err(Into::into)?;
    Ok(Box::new(stream.into_inner()))
}

/// TLS to a proxy.
#[derive(Clone)]
struct OverTls {
    tcp: HttpConnector<Resolver>,
    tls: TlsConnector,
}

impl Service<Uri> for OverTls {
    type Response = TokioIo<TlsStream<TcpStream>>;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, proxy: Uri) -> Self::Future {
        let host = proxy.host().unwrap_or_default();
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned());
        let connecting = self.tcp.call(proxy);
        let tls = self.tls.clone();
        Box::pin(async move {
            let stream = connecting.await?.into_inner();
            let stream = tls.connect(name?, stream).await?;
            Ok(TokioIo::new(stream))
        })
    }
}

/// The user's own way from a name to addresses, or the system's.
#[derive(Clone)]
struct Resolver(Option<Dns>);

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let Some(dns) = &self.0 else {
            let resolving = GaiResolver::new().call(name);
            return Box::pin(async { Ok(resolving.await?.collect::<Vec<_>>().into_iter()) });
        };
        let resolving = dns.resolve(name.as_str());
        Box::pin(async {
            // The connector puts the port of the URL in.
            let addresses = resolving.await?.into_iter();
            let addresses = addresses.map(|address| SocketAddr::new(address, 0));
            Ok(addresses.collect::<Vec<_>>().into_iter())
        })
    }
}

impl fmt::Debug for Dial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dial").finish_non_exhaustive()
    }
}
