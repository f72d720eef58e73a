//! One request and its answer: host, credentials, limits, transport, span.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, USER_AGENT};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use tokio::time::Instant;
use tracing::{Instrument as _, Span, field};
use uuid::Uuid;

use crate::auth::{Authorized, Credentials};
use crate::endpoint::AuthScheme;
use crate::environment::{BaseUrl, Environment};
use crate::error::{Error, Outcome, Result, Stage};
use crate::request::Complete;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::{Limits, RequestBody, Transport};

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What all calls of one client share.
pub(crate) struct Exchange {
    pub(crate) environment: Environment,
    pub(crate) transport: Transport,
    pub(crate) user_agent: HeaderValue,
    pub(crate) time: TimeLimits,
    pub(crate) size: SizeLimits,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimits {
    /// The whole call, with the wait for a token.
    pub(crate) call: Duration,
    /// One attempt, from the transport's taking it to the answer's last byte.
    pub(crate) attempt: Duration,
}

/// How much of an answer is kept, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SizeLimits {
    pub(crate) answer: usize,
    pub(crate) refusal: usize,
}

/// An exchange with the credentials of one caller: what a call needs to begin.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) exchange: Arc<Exchange>,
    pub(crate) credentials: Credentials,
}

/// What a call changes for itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_answer_bytes: Option<usize>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Route {
    /// Sends the request and gives the answer, if it is a success.
    pub(crate) async fn call(
        self,
        mut request: Complete,
        options: Options,
    ) -> Result<http::Response<Bytes>> {
        let endpoint = request.endpoint;
        let request_id = request_id(&mut request.headers);
        let base_url = self
            .exchange
            .environment
            .base_url(endpoint.hosts())
            .map_err(|error| error.at(endpoint))?;
        let span = span(&request, &base_url);
        let result = self
            .attempts(request, &base_url, options)
            .instrument(span.clone())
            .await
            .map_err(|error| error.at(endpoint).with_request_id(&request_id));
        record(&span, &result);
        result
    }

    /// The first attempt, and those that are safe after it.
    async fn attempts(
        self,
        request: Complete,
        base_url: &BaseUrl,
        options: Options,
    ) -> Result<http::Response<Bytes>> {
        let endpoint = request.endpoint;
        // The types say so already; a credential is worth saying it twice.
        if self.credentials.scheme() != endpoint.auth() {
            return Err(Error::build(
                "the endpoint takes other credentials than this caller has, so nothing was sent",
            ));
        }
        let deadline = Deadline::new(options.timeout.unwrap_or(self.exchange.time.call));
        let mut retries = options.retry.unwrap_or(self.exchange.retry).begin();
        let request = self.exchange.request(request, base_url)?;
        self.exchange.budget.deposit();
        let (mut attempt, mut authorized) = self.authorize(&request, &deadline).await?;
        let mut is_replayed = false;
        let mut earlier = Outcome::NotSent;
        let mut resent = 0_u32;
        loop {
            let token = attempt.headers().get(AUTHORIZATION).cloned();
            let error = match self
                .send(attempt, &deadline, options.max_answer_bytes)
                .await
            {
                Ok(response) => return Ok(response),
                // What an earlier attempt may have done, a later one does not undo.
                Err(error) => error.after(earlier),
            };
            earlier = error.outcome();
            let is_refused = error.status() == Some(StatusCode::UNAUTHORIZED);
            if is_refused && !is_replayed && self.credentials.reject(authorized) {
                // A 401 was not carried out (RFC 9110, 15.5.2), so even a payment is
                // sent again, once, if there is another token.
                is_replayed = true;
                (attempt, authorized) = match self.authorize(&request, &deadline).await {
                    Ok((next, _)) if next.headers().get(AUTHORIZATION) == token.as_ref() => {
                        return Err(error.session_expired());
                    }
                    Ok(next) => next,
                    Err(none) if none.is_session_expired() => return Err(error.session_expired()),
                    Err(failure) => return Err(failure.after(earlier)),
                };
            } else {
                let delay = retries.next(endpoint, &error, &self.exchange.budget);
                let Some(delay) = delay.filter(|delay| *delay < deadline.left()) else {
                    let ends_session = is_refused && endpoint.auth() == AuthScheme::User;
                    return Err(if ends_session {
                        error.session_expired()
                    } else {
                        error
                    });
                };
                tokio::time::sleep(delay).await;
                let next = self.authorize(&request, &deadline).await;
                (attempt, authorized) = next.map_err(|failure| failure.after(earlier))?;
            }
            resent += 1;
            Span::current().record("http.request.resend_count", resent);
        }
    }

    /// The request with the credentials of now.
    async fn authorize(
        &self,
        request: &http::Request<RequestBody>,
        deadline: &Deadline,
    ) -> Result<(http::Request<RequestBody>, Authorized)> {
        let mut request = request.clone();
        let authorized = self.credentials.authorize(request.headers_mut());
        match tokio::time::timeout(deadline.left(), authorized).await {
            Ok(authorized) => Ok((request, authorized?)),
            Err(_) => Err(Error::out_of_time(deadline.limit)),
        }
    }

    /// One attempt.
    async fn send(
        &self,
        request: http::Request<RequestBody>,
        deadline: &Deadline,
        max_answer_bytes: Option<usize>,
    ) -> Result<http::Response<Bytes>> {
        let (left, attempt) = (deadline.left(), self.exchange.time.attempt);
        // The limit that was set, not what was left of it.
        let limit = if left < attempt {
            deadline.limit
        } else {
            attempt
        };
        let time = left.min(attempt);
        if time.is_zero() {
            // A timer looks at the clock only after the request was begun.
            return Err(Error::out_of_time(limit));
        }
        let until = Instant::now() + time.min(AN_AGE);
        let limits = Limits {
            answer: max_answer_bytes.unwrap_or(self.exchange.size.answer),
            refusal: self.exchange.size.refusal,
            until,
        };
        let answer = self.exchange.transport.send(request, limits);
        let response = tokio::time::timeout_at(until, answer)
            .await
            .map_err(|_| Error::attempt_timed_out(limit))??;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(Error::from_response(response))
        }
    }
}

/// Longer limits would overflow when they are added to a point in time.
const AN_AGE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// When a call ends.
struct Deadline {
    begun: Instant,
    limit: Duration,
}

impl Deadline {
    fn new(limit: Duration) -> Self {
        Self {
            begun: Instant::now(),
            limit,
        }
    }

    fn left(&self) -> Duration {
        self.limit.saturating_sub(self.begun.elapsed())
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

/// The `X-Request-ID` of the call: the caller's, or a new one.
fn request_id(headers: &mut HeaderMap) -> String {
    let own = headers.get(X_REQUEST_ID).and_then(|id| id.to_str().ok());
    if let Some(own) = own {
        return own.to_owned();
    }
    let id = Uuid::new_v4().to_string();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(X_REQUEST_ID, value);
    }
    id
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
        server.address = base_url.authority.host().trim_matches(['[', ']']),
        server.port = base_url.port(),
        connectpay.auth = endpoint.auth().as_str(),
        http.request.resend_count = field::Empty,
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
