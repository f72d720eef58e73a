//! The attempts of one call, and who decides that there is another.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, USER_AGENT};
use http::{HeaderValue, Uri};
use tracing::Instrument as _;

use super::deadline::Deadline;
use super::{Options, Route};
use crate::auth::{Authorized, Credentials};
use crate::endpoint::AuthScheme;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::request_id::CallId;
use crate::retry::Retries;
use crate::telemetry::{AttemptSpan, Subject};
use crate::transport::{self, Limits, RequestBody};

/// What all attempts of a call have in common.
pub(super) struct Attempts<'a> {
    pub(super) route: &'a Route,
    pub(super) request: &'a Request,
    pub(super) uri: Uri,
    pub(super) id: &'a CallId,
    pub(super) options: Options,
    pub(super) deadline: Deadline,
}

/// One attempt before it is sent.
struct Attempt {
    request: transport::Request,
    authorized: Authorized,
}

/// What follows a failed attempt.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Once more at once: the server ended the connection in good order before
    /// it took the request, which is neither a failure nor a retry.
    OverAnotherConnection,
    /// Once more with another access token.
    WithAnotherToken,
    /// Once more after a pause, as the retry policy allows it.
    After(Duration),
    Stop,
}

impl Attempts<'_> {
    /// The first attempt, and those that are safe after it.
    pub(super) async fn run(&self) -> Result<http::Response<Bytes>> {
        let Route {
            exchange,
            credentials,
        } = self.route;
        // The types say so already; a credential is worth saying it twice.
        if credentials.scheme() != self.request.endpoint().auth() {
            return Err(Error::build(
                "the endpoint takes other credentials than this caller has, so nothing was sent",
            ));
        }
        let mut retries = self
            .options
            .retry
            .as_ref()
            .unwrap_or(&exchange.retry)
            .begin();
        exchange.budget.deposit();
        let mut earlier: Option<Error> = None;
        let mut is_replayed = false;
        // The token that was refused, while another one is asked for.
        let mut refused: Option<HeaderValue> = None;
        let mut resent = 0_u32;
        loop {
            let attempt = match self.attempt().await {
                Ok(attempt) => attempt,
                // If there is no other token, the 401 is what the caller is told.
                Err(error) => return Err(error.after(earlier)),
            };
            let token = attempt.request.headers().get(AUTHORIZATION).cloned();
            let is_over = refused.is_some() && refused == token;
            let may_be_resent = retries.are_allowed() && !self.request.endpoint().is_once();
            let is_last = refused.is_some() && !may_be_resent;
            if let Some(earlier) = earlier.take_if(|_| is_over || is_last) {
                return Err(if is_over {
                    earlier.session_expired()
                } else {
                    earlier
                });
            }
            let authorized = attempt.authorized;
            let error = match self.send(attempt.request, resent).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            refused = None;
            match self.next(&error, authorized, is_replayed, &mut retries) {
                Next::OverAnotherConnection => {}
                Next::WithAnotherToken => {
                    is_replayed = true;
                    refused = token;
                }
                Next::After(delay) => tokio::time::sleep(delay).await,
                Next::Stop => return Err(self.last(error).after(earlier)),
            }
            // What one attempt may have done, a later one does not undo.
            earlier = Some(error.after(earlier));
            resent += 1;
        }
    }

    /// The one place that decides whether a request is sent again.
    fn next(
        &self,
        error: &Error,
        authorized: Authorized,
        is_replayed: bool,
        retries: &mut Retries,
    ) -> Next {
        let Route {
            exchange,
            credentials,
        } = self.route;
        if error.is_displaced() && !self.deadline.left().is_zero() {
            return Next::OverAnotherConnection;
        }
        // A 401 was not carried out (RFC 9110, 15.5.2), so even a payment is sent
        // again, once, if there is another token and the policy lets it.
        if error.is_token_refused() && !is_replayed && credentials.reject(authorized) {
            return Next::WithAnotherToken;
        }
        let (endpoint, left) = (self.request.endpoint(), self.deadline.left());
        match retries.next(endpoint, error, left, &exchange.budget) {
            Some(delay) => Next::After(delay),
            None => Next::Stop,
        }
    }

    /// The failure of the last attempt, which for a user's 401 ends the session.
    fn last(&self, error: Error) -> Error {
        let is_user = self.request.endpoint().auth() == AuthScheme::User;
        if is_user && error.is_token_refused() {
            error.session_expired()
        } else {
            error
        }
    }

    /// The request with the credentials of now.
    async fn attempt(&self) -> Result<Attempt> {
        let left = self.deadline.left();
        // No token is asked for that would not be used.
        if left.is_zero() {
            return Err(Error::not_begun(self.deadline.limit));
        }
        let mut request = self.unauthorized();
        let headers = request.headers_mut();
        let authorized = match &self.route.credentials {
            Credentials::Partner(api_key) => {
                api_key.authorize(headers);
                Authorized::Partner
            }
            Credentials::User(user) => {
                let authorized = user.authorize(headers);
                match tokio::time::timeout(left, authorized).await {
                    Ok(generation) => Authorized::User(generation?),
                    Err(_) => return Err(Error::no_token_in_time(self.deadline.limit)),
                }
            }
        };
        Ok(Attempt {
            request,
            authorized,
        })
    }

    fn unauthorized(&self) -> transport::Request {
        let method = self.request.endpoint().method();
        let content = self.request.content();
        let mut headers = self.request.all_headers();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.route.exchange.user_agent.clone());
        self.id.write(&mut headers);
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

    /// The one place that sends.
    async fn send(
        &self,
        request: transport::Request,
        resent: u32,
    ) -> Result<http::Response<Bytes>> {
        let exchange = &*self.route.exchange;
        // A timer looks at the clock only after the request was begun.
        let (until, limit) = self
            .deadline
            .of_attempt(exchange.time.attempt)
            .map_err(Error::not_begun)?;
        let limits = Limits {
            answer: self
                .options
                .max_answer_bytes
                .unwrap_or(exchange.size.answer),
            refusal: exchange.size.refusal,
            since: self.deadline.begun,
            until,
            limit,
        };
        let subject = Subject {
            endpoint: self.request.endpoint(),
            uri: &self.uri,
            id: self.id,
            resent,
        };
        let span = AttemptSpan::begin(
            subject,
            #[cfg(feature = "opentelemetry")]
            &exchange.metrics,
        );
        // Pinned first, or else a large future is moved once more.
        let answer = std::pin::pin!(exchange.transport.send(request, limits));
        let result = answer.instrument(span.span()).await;
        span.end(&result);
        let response = result?;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(Error::from_response(response))
        }
    }
}
