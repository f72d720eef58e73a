//! The attempts of one call.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderValue, Uri};
use tracing::Instrument as _;

use super::deadline::Deadline;
use super::next::{Failed, Next};
use super::{Options, Route};
use crate::auth::Authorized;
use crate::endpoint::AuthScheme;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::request::id::CallId;
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

/// What is known about the attempts so far.
#[derive(Default)]
struct Made {
    /// The failure whose outcome is least certain.
    error: Option<Error>,
    /// The credentials that ConnectPay answered with 401 in the last attempt.
    refused: Option<Authorized>,
    /// Whether another token was asked for.
    is_replayed: bool,
    /// How many attempts there were.
    count: u32,
}

impl Attempts<'_> {
    /// Makes the first attempt, and those after it that are safe.
    pub(super) async fn run(&self) -> Result<http::Response<Bytes>> {
        let Route {
            upstream,
            credentials,
        } = self.route;
        let endpoint = self.request.endpoint();
        // The types ensure this already, but a credential is worth a second check.
        if credentials.scheme() != endpoint.auth() {
            return Err(Error::build(
                "the endpoint takes other credentials than this caller has, so nothing was sent",
            ));
        }
        let policy = self.options.retry.as_ref().unwrap_or(&upstream.retry);
        let mut retries = policy.begin();
        upstream.budget.deposit();
        let may_be_replayed = retries.are_allowed() && !endpoint.is_once();
        let mut made = Made::default();
        loop {
            let (request, authorized) = match self.authorized().await {
                Ok(authorized) => authorized,
                // If there is no other token, the caller gets the 401.
                Err(error) => return Err(error.after(made.error)),
            };
            made.check_token(&authorized, may_be_replayed)?;
            let error = match self.send(request, made.count).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let failed = Failed {
                endpoint,
                error: &error,
                left: self.deadline.left(),
                may_renew_token: credentials.can_be_renewed() && !made.is_replayed,
            };
            match failed.next(&mut retries, &upstream.budget) {
                Next::OverAnotherConnection => {}
                Next::WithAnotherToken => {
                    credentials.reject(&authorized);
                    made.is_replayed = true;
                    made.refused = Some(authorized);
                }
                Next::After(delay) => tokio::time::sleep(delay).await,
                Next::Stop => return Err(self.last(error).after(made.error)),
            }
            // A later attempt does not undo what an earlier one may have done.
            made.error = Some(error.after(made.error));
            made.count += 1;
        }
    }

    /// The failure of the last attempt. A user's 401 ends the session.
    fn last(&self, error: Error) -> Error {
        let is_user = self.request.endpoint().auth() == AuthScheme::User;
        if is_user && error.is_token_refused() {
            error.session_expired()
        } else {
            error
        }
    }

    /// The request of the next attempt, with current credentials.
    async fn authorized(&self) -> Result<(transport::Request, Authorized)> {
        let Deadline { limit, .. } = self.deadline;
        let left = self.deadline.left();
        // Nothing asks for a token that would not be used.
        if left.is_zero() {
            return Err(Error::not_begun(limit));
        }
        let mut request = self.unauthorized();
        let credentials = &self.route.credentials;
        match credentials.authorize(request.headers_mut(), left).await? {
            Some(authorized) => Ok((request, authorized)),
            None => Err(Error::no_token_in_time(limit)),
        }
    }

    fn unauthorized(&self) -> transport::Request {
        let method = self.request.endpoint().method();
        let content = self.request.content();
        let mut headers = self.request.all_headers();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.route.upstream.user_agent.clone());
        self.id.write(&mut headers);
        // RFC 9110, 8.6, wants this header. HTTP libraries leave it out, and some
        // servers then answer 411.
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
        let upstream = &*self.route.upstream;
        // A timer looks at the clock only after the request has begun.
        let (until, limit) = self
            .deadline
            .of_attempt(upstream.time.attempt)
            .map_err(Error::not_begun)?;
        let limits = Limits {
            answer: self
                .options
                .max_answer_bytes
                .unwrap_or(upstream.size.answer),
            refusal: upstream.size.refusal,
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
            &upstream.metrics,
        );
        // Pinned first, or else a large future is moved once more.
        let answer = std::pin::pin!(upstream.transport.send(request, limits));
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

impl Made {
    /// After a 401, another attempt needs another token and a policy that allows the
    /// attempt. Otherwise the caller gets the 401.
    fn check_token(&mut self, authorized: &Authorized, may_be_replayed: bool) -> Result<()> {
        let Some(refused) = self.refused.take() else {
            return Ok(());
        };
        let is_same = refused.is_same_token(authorized);
        if !is_same && may_be_replayed {
            return Ok(());
        }
        match self.error.take() {
            Some(error) if is_same => Err(error.session_expired()),
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}
