//! reqwest as the transport, for users who have reasons to prefer it.

mod first_connection;
mod notifying_body;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use reqwest::{Certificate, Client, ClientBuilder, Identity, Proxy, redirect, retry, tls};
use tokio::time::timeout_at;

use self::first_connection::{FirstConnections, awaited};
use self::notifying_body::{AskedFor, NotifyingBody};
use super::body::{Chunks, read};
#[cfg(feature = "__rustls")]
use super::certificates::{self, is_of_client, refusal};
use super::http2_error::end;
use super::settings::{ConnectionSettings, Dns, ProxyChoice};
use super::{Limits, Request};
use crate::environment::BaseUrl;
use crate::error::{BoxError, Error, Failure, Result, causes};

/// reqwest with everything switched off that could send a credential elsewhere
/// or a request twice.
pub(crate) struct Reqwest {
    client: Client,
    /// The first server that was called, which is nearly always the only one.
    origin: OnceLock<(http::Uri, Option<reqwest::Url>)>,
    first: Arc<FirstConnections>,
}

impl Reqwest {
    pub(crate) fn new(settings: &ConnectionSettings) -> Result<Self> {
        let mut builder = proxied(backend(Client::builder()), settings)?;
        if settings.idle_timeout.is_zero() {
            builder = builder.pool_max_idle_per_host(0);
        }
        if settings.http1_only {
            builder = builder.http1_only();
        }
        if let Some(dns) = &settings.dns {
            builder = builder.dns_resolver(Resolver(dns.clone()));
        }
        if !settings.authorities.is_empty() {
            let certificates: reqwest::Result<Vec<_>> = settings
                .authorities
                .iter()
                .map(|certificate| Certificate::from_der(certificate))
                .collect();
            builder = builder.tls_certs_only(certificates.map_err(unusable_certificates)?);
        }
        if let Some(identity) = &settings.identity {
            builder = builder.identity(client_identity(identity.pem())?);
        }
        builder
            // reqwest drops `Authorization` on the way to another host, but not
            // `x-connectpay-api-key`, nor the body on 307 and 308.
            .redirect(redirect::Policy::none())
            .referer(false)
            // Over HTTP/2 it would send a POST again after REFUSED_STREAM or GOAWAY.
            .retry(retry::never())
            // These are on as soon as another crate enables reqwest's features for
            // them.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            // It would log every byte, and so every credential.
            .connection_verbose(false)
            .https_only(settings.https_only)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(settings.connect_timeout)
            .pool_idle_timeout(settings.idle_timeout)
            // A silent connection of HTTP/2 is asked for a sign of life when the built-in
            // transport would ask, and leaves the pool ten seconds after its last byte.
            .http2_keep_alive_interval(Duration::from_secs(5))
            .http2_keep_alive_timeout(Duration::from_secs(5))
            .build()
            .map(|client| Self {
                client,
                origin: OnceLock::new(),
                first: FirstConnections::new(settings),
            })
            .map_err(unusable_certificates)
    }

    /// Refuses a host that reqwest's URL parser (WHATWG) reads differently from ours
    /// (RFC 3986), or cannot read, such as a malformed internationalized name.
    pub(crate) fn check(&self, base_url: &BaseUrl) -> Result<()> {
        let uri: Option<http::Uri> = base_url.to_string().parse().ok();
        let is_read =
            uri.is_some_and(|uri| self.url(&uri).is_some_and(|it| is_the_same(&it, &uri)));
        if is_read {
            return Ok(());
        }
        Err(Error::build(
            "the host of the base URL cannot be used by reqwest; expected a name whose labels \
             are valid, also those that begin with `xn--`",
        ))
    }

    pub(crate) async fn send(
        &self,
        request: Request,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        let (parts, body) = request.into_parts();
        let url = self
            .url(&parts.uri)
            .filter(|url| is_the_same(url, &parts.uri))
            .ok_or_else(|| {
                let why = "the URL would change on its way into the HTTP client";
                Failure::not_sent(why).lasting()
            })?;
        let first = self.first.turn(&parts.uri).wait(&limits).await?;
        let server = first.as_ref().map(|first| first.server().clone());
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        // The body is neither bytes nor absent, since reqwest could send such a request
        // again. And a body that nobody has asked for was not sent.
        let (body, asked_for) = NotifyingBody::new(body, first);
        *request.body_mut() = Some(reqwest::Body::wrap(body));
        let answer = self.client.execute(request);
        let answer = async {
            let answer = awaited(server.is_some(), answer)
                .await
                .map_err(Failure::perhaps_sent)?;
            let mut response = answer.map_err(|error| failure(error, &asked_for))?;
            if let Some(server) = server {
                self.first.answered(&server, response.version());
            }
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            let content = read(&mut response, status, &headers, limits).await?;
            let mut answer = http::Response::new(content);
            *answer.status_mut() = status;
            *answer.version_mut() = response.version();
            *answer.headers_mut() = headers;
            Ok(answer)
        };
        match timeout_at(limits.until, answer).await {
            Ok(answer) => answer,
            Err(_) if asked_for.is_asked_for() => Err(Error::attempt_timed_out(limits.limit)),
            Err(_) => {
                let failure = Failure::no_connection_in_time(limits.limit);
                Err(failure.into())
            }
        }
    }

    /// The URL of a request. For a request to the first server, only the path and query
    /// are parsed.
    fn url(&self, uri: &http::Uri) -> Option<reqwest::Url> {
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
        let (of, origin) = self
            .origin
            .get_or_init(|| (uri.clone(), format!("{scheme}://{authority}").parse().ok()));
        if of.scheme() != uri.scheme() || of.authority() != uri.authority() {
            return uri.to_string().parse().ok();
        }
        let mut url = origin.clone()?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        Some(url)
    }
}

/// The TLS library that the features name. The platform's own comes first, since
/// whoever enables it wants it.
fn backend(builder: ClientBuilder) -> ClientBuilder {
    #[cfg(feature = "native-tls")]
    return builder.tls_backend_native();
    #[cfg(not(feature = "native-tls"))]
    return builder.tls_backend_rustls().tls_sslkeylogfile(false);
}

fn proxied(builder: ClientBuilder, settings: &ConnectionSettings) -> Result<ClientBuilder> {
    match &settings.proxy {
        // Clear text stays on loopback, where there is no proxy.
        _ if !settings.https_only => Ok(builder.no_proxy()),
        ProxyChoice::None => Ok(builder.no_proxy()),
        ProxyChoice::Environment => Ok(builder),
        ProxyChoice::Url(url) => {
            // Its error quotes the URL, which may hold a password.
            let proxy = Proxy::all(url).map_err(|_| {
                Error::build(
                    "the URL of the proxy cannot be used; expected a scheme, a host and a port",
                )
            })?;
            Ok(builder.no_proxy().proxy(proxy))
        }
    }
}

fn client_identity(pem: &[u8]) -> Result<Identity> {
    #[cfg(feature = "native-tls")]
    let identity = Identity::from_pkcs8_pem(pem, pem);
    #[cfg(not(feature = "native-tls"))]
    let identity = Identity::from_pem(pem);
    // Its error may quote a line of the key.
    identity.map_err(|_| {
        Error::build("`client_identity` cannot be used by this TLS library; expected PEM with the certificate, its chain and the private key in PKCS #8")
    })
}

fn unusable_certificates(error: reqwest::Error) -> Error {
    Error::build("the certificates or other settings of the HTTP client cannot be used")
        .with_source(Arc::new(error))
}

/// What reqwest's error says about how far the request got.
fn failure(error: reqwest::Error, asked_for: &AskedFor) -> Failure {
    // The URL holds path arguments.
    let error = error.without_url();
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    #[cfg(feature = "__rustls")]
    if let Some(why) = tls_error(&error) {
        if is_connect || is_of_client(&why) {
            return refusal(&why);
        }
    }
    let error = told(error);
    let failure = if is_connect || !asked_for.is_asked_for() {
        Failure::not_sent(error)
    } else {
        Failure::perhaps_sent(error)
    };
    if is_timeout {
        failure.timed_out()
    } else {
        failure
    }
}

#[cfg(feature = "__rustls")]
fn tls_error(error: &reqwest::Error) -> Option<rustls::Error> {
    causes(error).find_map(|cause| {
        let h2: Option<&h2::Error> = cause.downcast_ref();
        // h2 does not return it as its cause.
        let io = h2.map_or_else(|| cause.downcast_ref(), h2::Error::get_io);
        let io = io?;
        certificates::tls_error(io)
            .cloned()
            .or_else(|| certificates::told_of_client(io))
    })
}

/// The error without what the server wrote into it. A GOAWAY can carry text, which may
/// echo a credential (RFC 9113, 6.8).
fn told(error: reqwest::Error) -> BoxError {
    let end = causes(&error).find_map(|cause| end(cause.downcast_ref()?));
    end.map_or_else(|| error.into(), Into::into)
}

impl Chunks for reqwest::Response {
    type Data = Bytes;

    async fn chunk(&mut self) -> Option<std::result::Result<Bytes, BoxError>> {
        // The URL holds path arguments.
        let chunk = reqwest::Response::chunk(self).await;
        chunk.map_err(|error| told(error.without_url())).transpose()
    }
}

/// The user's own resolver.
struct Resolver(Dns);

impl reqwest::dns::Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let resolving = self.0.resolve(name.as_str());
        Box::pin(async {
            let addresses = resolving.await?.into_iter();
            let addresses = addresses.map(|address| std::net::SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as reqwest::dns::Addrs)
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
