//! The errors that the library makes, and what it adds to them on their way to the
//! caller.

use std::time::Duration;

use bytes::Bytes;

use super::{Error, Inner, Outcome, ServiceAnswer, SharedError, Stage};
use crate::endpoint::Endpoint;
use crate::request::id::RequestId;

impl Error {
    /// Nothing was sent: a setting or an argument is not usable.
    pub(crate) fn build(message: impl Into<String>) -> Self {
        Self::new(Stage::Build, Outcome::NotSent, message.into())
    }

    /// Nothing was sent: there is no token to send with it.
    pub(crate) fn authenticate(message: impl Into<String>) -> Self {
        Self::new(Stage::Authenticate, Outcome::NotSent, message.into())
    }

    /// A time limit ended before the request began, as a limit of zero always does.
    pub(crate) fn not_begun(limit: Duration) -> Self {
        let message = format!(
            "the time limit of {limit:?} ended before the request was begun, so nothing was sent; \
             `Call::timeout`, `ClientBuilder::timeout` and `ClientBuilder::attempt_timeout` set others"
        );
        Self::new(Stage::Transport, Outcome::NotSent, message).timed_out()
    }

    /// A time limit ended the wait for an access token.
    pub(crate) fn no_token_in_time(limit: Duration) -> Self {
        Self::authenticate(format!(
            "the time limit of {limit:?} ended before there was an access token, so nothing was sent"
        ))
        .timed_out()
    }

    /// The attempt's time limit ended after the transport had taken the request.
    pub(crate) fn attempt_timed_out(limit: Duration) -> Self {
        let error = Self::new(
            Stage::Transport,
            Outcome::Unknown,
            format!(
                "no complete answer within {limit:?}, and the request may have been received; \
                 ask for the state of what it was to change before sending it again"
            ),
        );
        error.timed_out()
    }

    /// The time for which a payment is followed ended before the first answer.
    pub(crate) fn not_followed(limit: Duration) -> Self {
        let message = format!(
            "no answer within the {limit:?} for which the payment is followed, so its status is \
             not known; ask again, and do not initiate it again"
        );
        Self::new(Stage::Transport, Outcome::Unknown, message).timed_out()
    }

    /// The answer was too large, so only its beginning was kept.
    pub(crate) fn too_large(limit: usize, beginning: ServiceAnswer) -> Self {
        let status = beginning.status();
        Self::decode(
            format!(
                "ConnectPay answered {status} with a body of more than {limit} bytes, whose \
                 beginning `Error::service` has; raise `ClientBuilder::max_answer_bytes` if that \
                 is expected"
            ),
            beginning,
        )
    }

    /// Makes the error of a call that ConnectPay answers with this response, for the
    /// [`Call::ready`](crate::Call::ready) of a fake.
    ///
    /// ```
    /// use connectpay::{Call, Error, Outcome};
    ///
    /// let mut answer = http::Response::new(r#"{"title":"no such account"}"#.into());
    /// *answer.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
    /// let error = Error::from_response(answer);
    /// assert_eq!(error.outcome(), Outcome::Rejected);
    /// let call: Call<String> = Call::ready(Err(error));
    /// ```
    #[must_use]
    pub fn from_response(response: http::Response<Bytes>) -> Self {
        let id = response.extensions().get().cloned();
        let mut error = Self::service_answer(ServiceAnswer::new(response));
        error.0.request_id = id;
        error
    }

    /// ConnectPay answered with something other than a success.
    fn service_answer(answer: ServiceAnswer) -> Self {
        let status = answer.status();
        // A 4xx says that the request was not carried out. The exceptions are 408 and
        // 499, which a gateway may send after it has passed the request on. A 5xx or a
        // redirect that was not followed says nothing about what was done before it.
        let rejected = status.is_client_error() && !matches!(status.as_u16(), 408 | 499);
        let (outcome, message) = if rejected {
            (Outcome::Rejected, format!("ConnectPay answered {status}"))
        } else if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            (
                Outcome::Unknown,
                format!(
                    "ConnectPay answered {status}; redirects are not followed, \
                     since credentials would be sent along"
                ),
            )
        } else {
            (
                Outcome::Unknown,
                format!("ConnectPay answered {status}, which leaves open what was done"),
            )
        };
        let mut error = Self::new(Stage::Service, outcome, message);
        error.0.transient = answer.is_transient();
        error.0.retry_after = answer.retry_after();
        error.0.service = Some(answer);
        error
    }

    /// ConnectPay's success could not be read.
    pub(crate) fn decode(message: String, answer: ServiceAnswer) -> Self {
        let mut error = Self::new(Stage::Decode, Outcome::Unknown, message);
        error.0.service = Some(answer);
        error
    }

    /// A success speaks of another challenge than the one whose code was verified.
    pub(crate) fn another_challenge() -> Self {
        let message = "ConnectPay's answer to the verification speaks of another challenge, so \
            whether the one-time password was accepted is not known; ask for the state of what \
            it was to authorise";
        Self::new(Stage::Decode, Outcome::Unknown, message.to_owned())
    }

    pub(crate) fn timed_out(mut self) -> Self {
        self.0.timeout = true;
        self.0.transient = true;
        self
    }

    pub(crate) fn session_expired(mut self) -> Self {
        self.0.session_expired = true;
        self
    }

    /// Marks the failure as likely to pass by itself.
    pub(crate) fn passing(mut self) -> Self {
        self.0.transient = true;
        self
    }

    /// Adds what the cause of the failure knows about when it will pass.
    pub(crate) fn informed_by(mut self, cause: &Self) -> Self {
        self.0.transient |= cause.0.transient;
        self.0.timeout |= cause.0.timeout;
        self.0.session_expired |= cause.0.session_expired;
        self.0.retry_after = self.0.retry_after.or(cause.0.retry_after);
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: RequestId) -> Self {
        self.0.request_id = Some(request_id);
        self
    }

    pub(crate) fn with_source(mut self, source: SharedError) -> Self {
        self.0.source = Some(source);
        self
    }

    /// Names the call that failed, unless the error has a name already: an error that a
    /// fake or a token source passes on belongs to the call where it arose.
    pub(crate) fn at(mut self, endpoint: &'static Endpoint) -> Self {
        self.0.endpoint.get_or_insert(endpoint);
        self
    }

    pub(super) fn new(stage: Stage, outcome: Outcome, message: String) -> Self {
        Self(Box::new(Inner {
            stage,
            outcome,
            message,
            endpoint: None,
            service: None,
            source: None,
            timeout: false,
            transient: false,
            session_expired: false,
            is_displaced: false,
            retry_after: None,
            request_id: None,
        }))
    }
}
