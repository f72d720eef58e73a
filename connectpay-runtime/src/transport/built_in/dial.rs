//! A stream of bytes to the server, directly or through a proxy.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tower_service::Service;

use super::io::Io;
use super::tls::Tls;
use crate::error::{BoxError, Failure, causes};
use crate::transport::settings::{ConnectionSettings, Dns, ProxyChoice};

/// How streams to servers and proxies are opened.
pub(super) struct Dial {
    tcp: HttpConnector<Resolver>,
    resolver: Resolver,
    proxies: Option<Matcher>,
    tls: Tls,
}

impl Dial {
    /// `tls` is for proxies behind TLS.
    pub(super) fn new(settings: &ConnectionSettings, tls: Tls) -> Self {
        let keep_alive = Duration::from_secs(15);
        let resolver = Resolver(settings.dns.clone());
        let mut tcp = HttpConnector::new_with_resolver(resolver.clone());
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(keep_alive));
        tcp.set_keepalive_interval(Some(keep_alive));
        tcp.set_keepalive_retries(Some(3));
        tcp.set_connect_timeout(Some(settings.connect_timeout));
        // This notices a connection that has silently gone while calls wait on it.
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(Duration::from_secs(30)));
        Self {
            tcp,
            resolver,
            proxies: proxies(settings),
            tls,
        }
    }

    pub(super) async fn dial(&self, server: &Uri) -> Result<Box<dyn Io>, Failure> {
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

    async fn through(&self, proxy: &Intercept, server: &Uri) -> Result<Box<dyn Io>, BoxError> {
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
                let mut socks = SocksV5::new(with_port(at), tcp);
                if let Some((user, password)) = proxy.raw_auth() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                let target = self.target(server, scheme == "socks5").await?;
                over(&mut socks, &target).await
            }
            Some(scheme @ ("socks4" | "socks4a")) => {
                let mut socks = SocksV4::new(with_port(at), tcp);
                let target = self.target(server, scheme == "socks4").await?;
                over(&mut socks, &target).await
            }
            _ => Err("the proxy's URL has a scheme that is not known".into()),
        }
    }

    /// The destination that SOCKS is asked for: the server's name, or its address as
    /// resolved here. The connector must not resolve it, since it would block a thread
    /// and ignore the user's own function.
    async fn target(&self, server: &Uri, is_local: bool) -> Result<Uri, BoxError> {
        let host = server.host().unwrap_or_default();
        let is_name = host.trim_matches(['[', ']']).parse::<IpAddr>().is_err();
        if !is_local || !is_name {
            return Ok(server.clone());
        }
        let name: Name = host.parse()?;
        let addresses = self.resolver.clone().call(name).await?;
        let addresses = addresses.map(|address| address.ip()).collect::<Vec<_>>();
        let address = addresses
            .iter()
            .find(|address| address.is_ipv4())
            .or(addresses.first())
            .ok_or("the name of the server has no address")?;
        let port = server.port_u16().unwrap_or(443);
        let target = Uri::builder()
            .scheme("https")
            .authority(SocketAddr::new(*address, port).to_string())
            .path_and_query("/");
        Ok(target.build()?)
    }
}

fn proxies(settings: &ConnectionSettings) -> Option<Matcher> {
    // Clear text stays on loopback, where there is no proxy.
    if !settings.https_only {
        return None;
    }
    match &settings.proxy {
        ProxyChoice::None => None,
        ProxyChoice::Environment => Some(Matcher::from_env()),
        ProxyChoice::Url(url) => Some(Matcher::builder().all(url.as_str()).build()),
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

/// SOCKS has a default port (RFC 1928), which a URL may leave out.
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
async fn over<C, S>(connector: &mut C, server: &Uri) -> Result<Box<dyn Io>, BoxError>
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
    tls: Tls,
}

impl Service<Uri> for OverTls {
    type Response = TokioIo<Box<dyn Io>>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, proxy: Uri) -> Self::Future {
        let host = proxy.host().unwrap_or_default().to_owned();
        let connecting = self.tcp.call(proxy);
        let tls = self.tls.clone();
        Box::pin(async move {
            let stream = connecting.await?.into_inner();
            let stream = tls.to_proxy(&host, Box::new(stream)).await?;
            Ok(TokioIo::new(stream))
        })
    }
}

/// The user's own resolver, or the system's.
#[derive(Clone)]
struct Resolver(Option<Dns>);

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let Some(dns) = &self.0 else {
            let resolving = GaiResolver::new().call(name);
            return Box::pin(async { Ok(resolving.await?.collect::<Vec<_>>().into_iter()) });
        };
        let resolving = dns.resolve(name.as_str());
        Box::pin(async {
            // The connector fills in the port of the URL.
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
