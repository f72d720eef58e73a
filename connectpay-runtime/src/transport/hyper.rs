//! hyper's client with rustls: what the default transport is built on, without
//! what it adds.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower_service::Service;

use super::content::collect;
use super::failure::failure;
use super::handshake::{Announcing, Handshakes, awaited};
use super::settings::ConnectionSettings;
use super::{Carrier, Limits, RequestBody, TimedOut, undelivered};
use crate::error::{BoxError, Error, Result};

/// A transport of hyper and rustls in place of reqwest, for
/// [`ClientBuilder::hyper`](crate::ClientBuilder::hyper).
///
/// It keeps the same promises: TLS 1.2 and above with the platform's certificate
/// verifier, HTTP/2 where the server offers it, connections used again, no
/// redirects, no repeated requests. It takes about two thirds of the CPU time per
/// request, and has fewer settings.
///
/// Of proxies it knows those of the environment that are reached in the clear
/// (`http://…`) and only if
/// [`proxy_from_environment`](crate::ClientBuilder::proxy_from_environment) is
/// set; they see an encrypted tunnel. For SOCKS, for a proxy behind TLS and for
/// one of your own take reqwest.
///
/// ```
/// use connectpay::{Client, Environment, HyperTransport, PartnerCredentials};
///
/// let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
/// let client = Client::builder(Environment::Stage, credentials)
///     .hyper(HyperTransport::new())
///     .build()?;
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct HyperTransport {
    certificates: Option<Vec<Vec<u8>>>,
}

impl HyperTransport {
    /// One that trusts what the platform trusts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts these certificate authorities and no others: DER, one certificate
    /// each. Each call replaces those of the last.
    #[must_use]
    pub fn certificates_only<C: Into<Vec<u8>>>(
        mut self,
        certificates: impl IntoIterator<Item = C>,
    ) -> Self {
        self.certificates = Some(certificates.into_iter().map(Into::into).collect());
        self
    }

    fn tls(self) -> std::result::Result<ClientConfig, rustls::Error> {
        // A provider of our own: the process's default is another crate's choice.
        let provider: Arc<CryptoProvider> = Arc::new(aws_lc_rs::default_provider());
        let builder =
            ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let builder = match self.certificates {
            None => builder.with_platform_verifier()?,
            Some(certificates) => {
                let mut roots = RootCertStore::empty();
                for certificate in certificates {
                    roots.add(certificate.into())?;
                }
                builder.with_root_certificates(roots)
            }
        };
        Ok(builder.with_no_client_auth())
    }
}

/// hyper's pooling client.
pub(crate) struct Hyper {
    client: Client<Connector, Announcing>,
    handshakes: Arc<Handshakes>,
}

impl Hyper {
    pub(crate) fn new(transport: HyperTransport, settings: ConnectionSettings) -> Result<Self> {
        let tls = transport.tls().map_err(|error| {
            Error::build("the certificates of the transport cannot be used")
                .with_source(Arc::new(error))
        })?;
        let connector = Connector {
            https: https(tls, settings),
            limit: settings.connect_timeout,
        };
        let mut client = Client::builder(TokioExecutor::new());
        client
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(settings.idle_timeout)
            // The same over HTTP/2, where calls go on to be put on it.
            .http2_keep_alive_interval(Duration::from_secs(10))
            .http2_keep_alive_timeout(Duration::from_secs(5));
        if settings.idle_timeout.is_zero() {
            client.pool_max_idle_per_host(0);
        }
        Ok(Self {
            client: client.build(connector),
            handshakes: Handshakes::new(settings),
        })
    }
}

impl Carrier for Hyper {
    async fn send(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        let first = self
            .handshakes
            .turn(request.uri())
            .come(limits.until)
            .await
            .map_err(|late| undelivered(late.into()))?;
        let server = first.as_ref().map(|first| first.server().clone());
        let request = request.map(|body| Announcing { body, first });
        let answer = self.client.request(request);
        let answer = awaited(server.is_some(), answer)
            .await
            .map_err(undelivered)?;
        let response = answer.map_err(|error| {
            let (is_connect, is_timeout) = (error.is_connect(), is_timeout(&error));
            undelivered(failure(error.into(), is_connect, is_timeout))
        })?;
        if let Some(server) = server {
            self.handshakes.answered(&server, response.version());
        }
        collect(response, limits).await
    }
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    successors(Some(error), |&error| error.source()).any(|cause| {
        let io: Option<&io::Error> = cause.downcast_ref();
        cause.is::<TimedOut>() || io.is_some_and(|io| io.kind() == io::ErrorKind::TimedOut)
    })
}

fn https(tls: ClientConfig, settings: ConnectionSettings) -> HttpsConnector<Tcp> {
    let keep_alive = Duration::from_secs(15);
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_keepalive(Some(keep_alive));
    http.set_keepalive_interval(Some(keep_alive));
    http.set_keepalive_retries(Some(3));
    http.set_connect_timeout(Some(settings.connect_timeout));
    // A connection that is silently gone is noticed while calls wait on it.
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    http.set_tcp_user_timeout(Some(Duration::from_secs(30)));
    let has_proxy = settings.https_only && settings.proxy_from_environment;
    let tcp = Tcp {
        http,
        proxies: has_proxy.then(|| Arc::new(Matcher::from_env())),
    };
    let builder = HttpsConnectorBuilder::new().with_tls_config(tls);
    if settings.https_only {
        builder.https_only()
    } else {
        builder.https_or_http()
    }
    .enable_all_versions()
    .wrap_connector(tcp)
}

/// Connections within their time limit.
#[derive(Clone)]
struct Connector {
    https: HttpsConnector<Tcp>,
    limit: Duration,
}

impl Service<Uri> for Connector {
    type Response = <HttpsConnector<Tcp> as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        self.https.poll_ready(cx)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let connecting = self.https.call(server);
        let limit = self.limit;
        Box::pin(async move {
            timeout(limit, connecting)
                .await
                .unwrap_or_else(|late| Err(TimedOut::new(late).into()))
        })
    }
}

/// A stream to the server, directly or through a proxy.
#[derive(Clone)]
struct Tcp {
    http: HttpConnector,
    proxies: Option<Arc<Matcher>>,
}

impl Service<Uri> for Tcp {
    type Response = TokioIo<TcpStream>;
    type Error = BoxError;
    type Future = BoxFuture<'static, std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        self.http.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let proxy = self
            .proxies
            .as_ref()
            .and_then(|proxies| proxies.intercept(&server));
        let Some(proxy) = proxy else {
            let connecting = self.http.call(server);
            return Box::pin(async move { Ok(connecting.await?) });
        };
        if proxy.uri().scheme_str() != Some("http") {
            return Box::pin(async {
                Err("the proxy of the environment is not one of `http://`, the only kind that this transport knows".into())
            });
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.http.clone());
        if let Some(credentials) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(credentials.clone());
        }
        let connecting = tunnel.call(server);
        Box::pin(async move { Ok(connecting.await?) })
    }
}
