//! The default transport.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http_body::Body as _;
use reqwest::{Client, ClientBuilder, Proxy, redirect, retry, tls};

use super::content::{Chunks, content};
use super::failure::failure;
use super::handshake::{Announcing, Handshakes, awaited};
use super::settings::ConnectionSettings;
use super::{Carrier, Limits, NotSent, RequestBody, undelivered};
use crate::error::{BoxError, Error, Result};

/// reqwest with everything switched off that could send a credential elsewhere
/// or a request twice.
pub(crate) struct Reqwest {
    client: Client,
    /// The first server that was called, nearly always the only one.
    origin: OnceLock<(http::Uri, Option<reqwest::Url>)>,
    handshakes: Arc<Handshakes>,
}

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
            .pool_idle_timeout(settings.idle_timeout)
            .build()
            .map(|client| Self {
                client,
                origin: OnceLock::new(),
                handshakes: Handshakes::new(settings),
            })
            .map_err(|error| {
                Error::build("the HTTP client could not be built").with_source(Arc::new(error))
            })
    }
}

impl Carrier for Reqwest {
    async fn send(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        let refused = |reason: NotSent| undelivered(reason.lasting().into());
        let (parts, body) = request.into_parts();
        let url = self
            .url(&parts.uri)
            .filter(|url| is_the_same(url, &parts.uri))
            .ok_or_else(|| {
                refused(NotSent::new(
                    "the URL would change on its way into the HTTP client",
                ))
            })?;
        let first = self
            .handshakes
            .turn(&parts.uri)
            .come(limits.until)
            .await
            .map_err(|late| undelivered(late.into()))?;
        let server = first.as_ref().map(|first| first.server().clone());
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        if first.is_some() || !request.method().is_safe() || !body.is_end_stream() {
            // Neither as bytes nor left out: reqwest could send those again.
            let body = Announcing { body, first };
            *request.body_mut() = Some(reqwest::Body::wrap(body));
        }
        let answer = self.client.execute(request);
        let answer = awaited(server.is_some(), answer)
            .await
            .map_err(undelivered)?;
        let mut response = answer.map_err(|error| {
            let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
            // The URL holds path arguments.
            undelivered(failure(error.without_url().into(), is_connect, is_timeout))
        })?;
        if let Some(server) = server {
            self.handshakes.answered(&server, response.version());
        }
        let status = response.status();
        let content = content(&mut response, status, limits).await?;
        let mut answer = http::Response::new(content);
        *answer.status_mut() = status;
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl Reqwest {
    /// The URL of a request. Where it goes to the first server, only the rest of
    /// it is parsed.
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

impl Chunks for reqwest::Response {
    type Data = Bytes;

    async fn chunk(&mut self) -> Option<std::result::Result<Bytes, BoxError>> {
        // The URL holds path arguments.
        let chunk = reqwest::Response::chunk(self).await;
        chunk
            .map_err(|error| error.without_url().into())
            .transpose()
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
