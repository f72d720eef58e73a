//! One request and its answer: host, credentials, limits, transport, span.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::uri::PathAndQuery;
use http::{HeaderValue, Uri};
use tokio::time::Instant;
use tracing::{Instrument as _, Span, field};

use crate::auth::Credentials;
use crate::environment::{BaseUrl, Environment};
use crate::error::{Error, Result, Stage};
use crate::request::Complete;
use crate::service::ServiceAnswer;
use crate::transport::{RequestBody, SizeLimits, Transport};

/// What all calls of one client share.
pub(crate) struct Exchange {
    pub(crate) environment: Environment,
    pub(crate) transport: Transport,
    pub(crate) user_agent: HeaderValue,
    pub(crate) time: TimeLimits,
    pub(crate) size: SizeLimits,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimits {
    /// The whole call, with the wait for a token.
    pub(crate) call: Duration,
    /// One attempt, from the transport's taking it to the answer's last byte.
    pub(crate) attempt: Duration,
}

/// An exchange with the credentials of one caller: what a call needs to begin.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) exchange: Arc<Exchange>,
    pub(crate) credentials: Credentials,
}

impl Route {
    /// Sends the request and gives the answer, if it is a success.
    pub(crate) async fn call(
        self,
        request: Complete,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Bytes>> {
        let endpoint = request.endpoint;
        let limit = timeout.unwrap_or(self.exchange.time.call);
        let base_url = self
            .exchange
            .environment
            .base_url(endpoint.hosts())
            .map_err(|error| error.at(endpoint))?;
        let span = span(&request, &base_url);
        let result = self
            .attempt(request, &base_url, limit)
            .instrument(span.clone())
            .await
            .map_err(|error| error.at(endpoint));
        record(&span, &result);
        result
    }

    async fn attempt(
        self,
        request: Complete,
        base_url: &BaseUrl,
        limit: Duration,
    ) -> Result<http::Response<Bytes>> {
        // The types say so already; a credential is worth saying it twice.
        if self.credentials.scheme() != request.endpoint.auth() {
            return Err(Error::build(
                "the endpoint takes other credentials than this caller has, so nothing was sent",
            ));
        }
        let begun = Instant::now();
        let mut request = self.exchange.request(request, base_url)?;
        let authorized = self.credentials.authorize(request.headers_mut());
        tokio::time::timeout(limit, authorized)
            .await
            .map_err(|_| {
                Error::authenticate(format!(
                    "no access token within the call's limit of {limit:?}, so nothing was sent"
                ))
                .timed_out()
            })??;
        let left = limit.saturating_sub(begun.elapsed());
        let attempt = self.exchange.time.attempt;
        let answer = self.exchange.transport.send(request, self.exchange.size);
        let response = tokio::time::timeout(left.min(attempt), answer)
            .await
            // The limit that was set, not what was left of it.
            .map_err(|_| {
                Error::attempt_timed_out(if left < attempt { limit } else { attempt })
            })??;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(Error::service_answer(ServiceAnswer::new(response)))
        }
    }
}

impl Exchange {
    fn request(&self, request: Complete, base_url: &BaseUrl) -> Result<http::Request<RequestBody>> {
        let target = if base_url.prefix.is_empty() {
            request.target
        } else {
            format!("{}{}", base_url.prefix, request.target)
        };
        // From parts, so that nothing in the target can be read as a host.
        let uri = PathAndQuery::try_from(target)
            .ok()
            .and_then(|target| {
                Uri::builder()
                    .scheme(base_url.scheme.clone())
                    .authority(base_url.authority.clone())
                    .path_and_query(target)
                    .build()
                    .ok()
            })
            .ok_or_else(|| Error::build("the arguments are too long for a URL"))?;
        let method = request.endpoint.method();
        let is_empty = request.body.is_empty();
        let mut message = http::Request::new(RequestBody::new(request.body));
        // RFC 9110, 8.6; HTTP libraries leave it out and some servers answer 411.
        let says_so = is_empty && matches!(method.as_str(), "POST" | "PUT" | "PATCH");
        *message.method_mut() = method;
        *message.uri_mut() = uri;
        *message.headers_mut() = request.headers;
        message
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        if says_so {
            message
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(message)
    }
}

/// A span with the attributes that OpenTelemetry gives to HTTP clients. The
/// template stands for the path: the filled path has arguments in it.
fn span(request: &Complete, base_url: &BaseUrl) -> Span {
    let endpoint = request.endpoint;
    tracing::info_span!(
        "connectpay",
        otel.name = %format_args!("{} {}", endpoint.method(), endpoint.path()),
        otel.kind = "client",
        http.request.method = %endpoint.method(),
        url.template = endpoint.path(),
        server.address = base_url.authority.host(),
        server.port = base_url.authority.port_u16(),
        connectpay.auth = endpoint.auth().as_str(),
        http.response.status_code = field::Empty,
        error.type = field::Empty,
    )
}

fn record(span: &Span, result: &Result<http::Response<Bytes>>) {
    let status = match result {
        Ok(response) => Some(response.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Err(error) = result {
        match (error.stage(), status) {
            (Stage::Service, Some(status)) => span.record("error.type", status.as_str()),
            _ if error.is_timeout() => span.record("error.type", "timeout"),
            (Stage::Authenticate, _) => span.record("error.type", "authenticate"),
            (Stage::Transport, _) => span.record("error.type", "transport"),
            _ => span.record("error.type", "_OTHER"),
        };
    }
}
