//! One request and its answer: host, credentials, limits, transport, span.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, USER_AGENT};
use http::uri::{Parts, PathAndQuery};
use http::{HeaderName, HeaderValue, StatusCode, Uri};
use tokio::time::Instant;
use tracing::{Instrument as _, Span};
use uuid::Uuid;

use crate::auth::{Authorized, Credentials};
use crate::endpoint::AuthScheme;
use crate::environment::{BaseUrl, Environment};
use crate::error::{Error, Outcome, Result};
use crate::request::Request;
use crate::retry::{Budget, RetryPolicy};
use crate::span;
use crate::transport::{Limits, RequestBody, Transport};

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What all calls of one client share.
pub(crate) struct Exchange {
    pub(crate) environment: Environment,
    /// Where endpoints without hosts of their own are.
    pub(crate) base_url: BaseUrl,
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

/// What all attempts of a call have in common.
struct Attempts<'a> {
    route: &'a Route,
    request: &'a Request,
    uri: Uri,
    /// The `X-Request-ID` of the call, where the caller gave none.
    id: Option<Uuid>,
    options: Options,
    deadline: Deadline,
}

impl Route {
    /// Sends the request to its path and query and gives the answer, if it is a
    /// success.
    pub(crate) async fn call(
        &self,
        request: &Request,
        target: String,
        options: Options,
    ) -> Result<http::Response<Bytes>> {
        let endpoint = request.endpoint();
        let exchange = &*self.exchange;
        let base_url = match endpoint.hosts() {
            None => Cow::Borrowed(&exchange.base_url),
            hosts => exchange
                .environment
                .base_url(hosts)
                .map(Cow::Owned)
                .map_err(|error| error.at(endpoint))?,
        };
        let span = span::begin(endpoint, &base_url);
        let own_id = request.header_value(&X_REQUEST_ID);
        let id = own_id.is_none().then(Uuid::new_v4);
        let result = match uri(target, &base_url) {
            Ok(uri) => {
                let attempts = Attempts {
                    route: self,
                    request,
                    uri,
                    id,
                    options,
                    deadline: Deadline::new(options.timeout.unwrap_or(exchange.time.call)),
                };
                // Pinned first, or else a large future is moved once more.
                let attempts = std::pin::pin!(attempts.run());
                attempts.instrument(span.clone()).await
            }
            Err(error) => Err(error),
        };
        let result = result.map_err(|error| {
            let own_id = own_id.as_ref().and_then(|id| id.to_str().ok());
            let id = id.map(|id| id.to_string());
            let id = id.as_deref().or(own_id).unwrap_or_default();
            error.at(endpoint).with_request_id(id)
        });
        span::end(&span, &result);
        result
    }
}

impl Attempts<'_> {
    /// The first attempt, and those that are safe after it.
    async fn run(&self) -> Result<http::Response<Bytes>> {
        let endpoint = self.request.endpoint();
        let Route {
            exchange,
            credentials,
        } = self.route;
        // The types say so already; a credential is worth saying it twice.
        if credentials.scheme() != endpoint.auth() {
            return Err(Error::build(
                "the endpoint takes other credentials than this caller has, so nothing was sent",
            ));
        }
        let mut retries = self.options.retry.unwrap_or(exchange.retry).begin();
        exchange.budget.deposit();
        let mut attempt = self.unauthorized();
        let mut authorized = self.authorize(&mut attempt).await?;
        let mut is_replayed = false;
        let mut earlier = Outcome::NotSent;
        let mut resent = 0_u32;
        loop {
            let token = attempt.headers().get(AUTHORIZATION).cloned();
            let error = match self.send(attempt).await {
                Ok(response) => return Ok(response),
                // What an earlier attempt may have done, a later one does not undo.
                Err(error) => error.after(earlier),
            };
            earlier = error.outcome();
            let is_refused = error.status() == Some(StatusCode::UNAUTHORIZED);
            if is_refused && !is_replayed && credentials.reject(authorized) {
                // A 401 was not carried out (RFC 9110, 15.5.2), so even a payment is
                // sent again, once, if there is another token.
                is_replayed = true;
                attempt = self.unauthorized();
                authorized = match self.authorize(&mut attempt).await {
                    Ok(_) if attempt.headers().get(AUTHORIZATION) == token.as_ref() => {
                        return Err(error.session_expired());
                    }
                    Ok(authorized) => authorized,
                    Err(none) if none.is_session_expired() => return Err(error.session_expired()),
                    Err(failure) => return Err(failure.after(earlier)),
                };
            } else {
                let delay = retries.next(endpoint, &error, &exchange.budget);
                let Some(delay) = delay.filter(|delay| *delay < self.deadline.left()) else {
                    let ends_session = is_refused && endpoint.auth() == AuthScheme::User;
                    return Err(if ends_session {
                        error.session_expired()
                    } else {
                        error
                    });
                };
                tokio::time::sleep(delay).await;
                attempt = self.unauthorized();
                authorized = self
                    .authorize(&mut attempt)
                    .await
                    .map_err(|failure| failure.after(earlier))?;
            }
            resent += 1;
            Span::current().record("http.request.resend_count", resent);
        }
    }

    /// Gives the request the credentials of now.
    async fn authorize(&self, request: &mut http::Request<RequestBody>) -> Result<Authorized> {
        let headers = request.headers_mut();
        match &self.route.credentials {
            Credentials::Partner(api_key) => {
                api_key.authorize(headers);
                Ok(Authorized::Partner)
            }
            Credentials::User(user) => {
                let authorized = user.authorize(headers);
                match tokio::time::timeout(self.deadline.left(), authorized).await {
                    Ok(generation) => generation.map(Authorized::User),
                    Err(_) => Err(Error::out_of_time(self.deadline.limit)),
                }
            }
        }
    }

    fn unauthorized(&self) -> http::Request<RequestBody> {
        let method = self.request.endpoint().method();
        let content = self.request.content();
        let mut headers = self.request.all_headers();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.route.exchange.user_agent.clone());
        if let Some(id) = self.id {
            let mut text = Uuid::encode_buffer();
            let id = id.hyphenated().encode_lower(&mut text);
            if let Ok(id) = HeaderValue::from_str(id) {
                headers.insert(X_REQUEST_ID, id);
            }
        }
        // RFC 9110, 8.6; HTTP libraries leave it out and some servers answer 411.
        if content.is_empty() && matches!(method.as_str(), "POST" | "PUT" | "PATCH") {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = http::Request::new(RequestBody::new(content));
        *request.method_mut() = method;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        request
    }

    /// One attempt.
    async fn send(&self, request: http::Request<RequestBody>) -> Result<http::Response<Bytes>> {
        let exchange = &*self.route.exchange;
        let now = Instant::now();
        let (left, attempt) = (self.deadline.left_at(now), exchange.time.attempt);
        // The limit that was set, not what was left of it.
        let limit = if left < attempt {
            self.deadline.limit
        } else {
            attempt
        };
        let time = left.min(attempt);
        if time.is_zero() {
            // A timer looks at the clock only after the request was begun.
            return Err(Error::out_of_time(limit));
        }
        let until = now + time.min(AN_AGE);
        let limits = Limits {
            answer: self
                .options
                .max_answer_bytes
                .unwrap_or(exchange.size.answer),
            refusal: exchange.size.refusal,
            until,
        };
        let answer = std::pin::pin!(exchange.transport.send(request, limits));
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
        self.left_at(Instant::now())
    }

    fn left_at(&self, now: Instant) -> Duration {
        self.limit.saturating_sub(now.duration_since(self.begun))
    }
}

fn uri(target: String, base_url: &BaseUrl) -> Result<Uri> {
    let target = if base_url.prefix.is_empty() {
        target
    } else {
        format!("{}{target}", base_url.prefix)
    };
    // From parts, so that nothing in the target can be read as a host.
    let mut parts = Parts::default();
    parts.scheme = Some(base_url.scheme.clone());
    parts.authority = Some(base_url.authority.clone());
    parts.path_and_query = PathAndQuery::try_from(target).ok();
    Uri::from_parts(parts).map_err(|_| Error::build("the arguments are too long for a URL"))
}
