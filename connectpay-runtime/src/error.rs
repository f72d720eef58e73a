//! The library's only error type, and the questions that it answers.

mod after;
mod causes;
mod constructors;
mod failure;
mod fakes;
mod outcome;
mod service_answer;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

pub(crate) use self::causes::{cause, causes};
pub(crate) use self::failure::Failure;
pub use self::outcome::{Outcome, Stage};
pub use self::service_answer::ServiceAnswer;
use crate::endpoint::{AuthScheme, Endpoint};
use crate::request::id::RequestId;

/// A boxed error of any kind, as a [`TokenSource`](crate::tokens::TokenSource) or a
/// transport returns it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// An error that several calls can share.
pub(crate) type SharedError = Arc<dyn StdError + Send + Sync>;

/// The result of every fallible operation in this library.
///
/// Write the return type of an endpoint with it:
/// `async fn logout(&self) -> Result<()>`.
///
/// The error can be another one, so that code which imports this name can still write the
/// standard library's result:
///
/// ```
/// use connectpay::Result;
///
/// fn sum(amounts: &[&str]) -> Result<u64, std::num::ParseIntError> {
///     let amounts: Result<Vec<u64>, _> = amounts.iter().map(|amount| amount.parse()).collect();
///     Ok(amounts?.iter().sum())
/// }
///
/// assert_eq!(sum(&["100", "250"]), Ok(350));
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call has no value, or why a setting was refused.
///
/// After a failed payment, ask first whether it was carried out.
/// [`outcome`](Error::outcome) answers:
///
/// ```
/// use connectpay::{Error, Outcome};
///
/// fn after_a_failed_payment(error: &Error) -> &'static str {
///     match error.outcome() {
///         Outcome::NotSent => "nothing was sent: mend the cause and send it again",
///         Outcome::Rejected => "ConnectPay answered no: read `error.service()`",
///         _ => "unknown: ask for the payment's state, do not send it again",
///     }
/// }
/// ```
///
/// Together with [`is_transient`](Error::is_transient) it says what to do:
///
/// | outcome | transient | what happened | what to do |
/// |---|---|---|---|
/// | `NotSent` | yes | no connection, or a time limit ended before there was one | send it again, also a payment |
/// | `NotSent` | no | an argument, a setting, a certificate or the access token | mend the cause, then send it again |
/// | `Rejected` | yes | 429: not now, and nothing was done | send it again after [`retry_after`](Error::retry_after), also a payment |
/// | `Rejected` | no | any other 4xx but 408 and 499 | read [`service`](Error::service); the same again is refused again |
/// | `Unknown` | yes | no complete answer, or 502, 503 or 504 | ask for the state of the payment, soon |
/// | `Unknown` | no | another answer that tells nothing, or a success that cannot be read | read [`service`](Error::service), then ask for the state of the payment |
///
/// `Rejected` is about this request only. A 409 for a reference that was used before
/// may mean that an earlier request with that reference *was* carried out: ask for the
/// state of that payment before you choose another reference.
///
/// Neither `Display` nor `Debug` ever shows a credential, a path argument or a
/// body, and `Display` does not repeat what [`source`](StdError::source) says.
///
/// If there were several attempts, the error is that of the attempt whose outcome is
/// least certain: `Unknown` wins over `Rejected`, and `Rejected` over `NotSent`. Its
/// `source()` is then the error of the last attempt, an `Error` too. There you find,
/// for example, the 409 after an unclear attempt that says that the payment exists. The
/// causes of earlier attempts follow those of later ones.
pub struct Error(Box<Inner>);

#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
struct Inner {
    stage: Stage,
    outcome: Outcome,
    message: String,
    endpoint: Option<&'static Endpoint>,
    service: Option<ServiceAnswer>,
    source: Option<SharedError>,
    timeout: bool,
    transient: bool,
    session_expired: bool,
    is_displaced: bool,
    retry_after: Option<Duration>,
    request_id: Option<RequestId>,
}

impl Error {
    /// How far the call got, and so where to look first.
    ///
    /// | stage | look at |
    /// |---|---|
    /// | [`Build`](Stage::Build) | the argument or setting that the message names |
    /// | [`Authenticate`](Stage::Authenticate) | the access token or the [`TokenSource`](crate::tokens::TokenSource) |
    /// | [`Transport`](Stage::Transport) | the network, then [`outcome`](Error::outcome) |
    /// | [`Service`](Stage::Service) | [`service`](Error::service): ConnectPay's answer |
    /// | [`Decode`](Stage::Decode) | the answer type of the declaration |
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.0.stage
    }

    /// Whether the request may have had an effect. Ask this before you send a payment
    /// again.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Whether a time limit ended the call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timeout
    }

    /// Whether the cause is likely to pass by itself: a missing connection, a time
    /// limit, or one of the statuses 429, 502, 503 and 504.
    ///
    /// This does not say that the request may be repeated; [`outcome`](Error::outcome)
    /// does. A 429 is both transient and [`Rejected`](Outcome::Rejected): nothing was
    /// done, and you may send the same request again later. The library itself does so
    /// for GET, HEAD and endpoints declared `idempotent`; for a payment, you decide.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// Whether the user has to log in again: the access token has ended and nothing
    /// renews it, its source said that the session has ended
    /// ([`SessionExpired`](crate::tokens::SessionExpired)), or ConnectPay did not
    /// accept the newest token.
    ///
    /// An earlier attempt of the same call may have been carried out even so: ask
    /// [`outcome`](Error::outcome) before the user begins anew.
    ///
    /// This is false if ConnectPay wants stronger authentication of the user
    /// (RFC 9470). Such a 401 has `error="insufficient_user_authentication"` in the
    /// `WWW-Authenticate` header of its [`service`](Error::service). The request is
    /// never sent again, and the token stays as it is.
    #[must_use]
    pub fn is_session_expired(&self) -> bool {
        self.0.session_expired
    }

    /// How long ConnectPay asks to wait before the request is sent again
    /// (`Retry-After`, as seconds or a date), counted from its answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The [`RequestId`] that every attempt of the call carried. Give it to
    /// ConnectPay's support, or search logs for it. It is `None` if the request was
    /// never complete, so that there was no attempt.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_ref().map(RequestId::as_str)
    }

    /// The status of ConnectPay's answer, if there was an answer that was not a success
    /// or could not be read. In the latter case it is a 2xx, and the stage is
    /// [`Stage::Decode`].
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.service.as_ref().map(ServiceAnswer::status)
    }

    /// ConnectPay's answer, if there was an answer that was not a success or could not
    /// be read.
    ///
    /// ConnectPay documents no format for a refusal, so it is kept as it came. A
    /// success that is not of the declared type is kept too, since it may hold the id
    /// of a payment that was carried out.
    #[must_use]
    pub fn service(&self) -> Option<&ServiceAnswer> {
        self.0.service.as_ref()
    }

    /// The endpoint that was called. It is `None` if the error belongs to no call, such
    /// as the error of a setting.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }

    /// Whether the request only has to take another connection, because the server
    /// ended this one in good order before it accepted the request.
    pub(crate) fn is_displaced(&self) -> bool {
        self.0.is_displaced
    }

    /// Whether ConnectPay did not accept the access token.
    pub(crate) fn is_token_refused(&self) -> bool {
        self.service().is_some_and(ServiceAnswer::refuses_token)
    }

    /// Whether ConnectPay refused the access token before it looked at the request. A
    /// partner's request has none, so there the word must mean something else.
    pub(crate) fn is_stopped_at_the_door(&self) -> bool {
        let endpoint = self.0.endpoint;
        let has_token = endpoint.is_some_and(|endpoint| endpoint.auth() == AuthScheme::User);
        let answer = self.service().filter(|_| has_token);
        answer.is_some_and(ServiceAnswer::says_that_the_token_is_invalid)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(f, "{} {}: ", endpoint.method(), endpoint.path())?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("stage", &self.0.stage)
            .field("outcome", &self.0.outcome)
            .field("message", &self.0.message);
        if let Some(endpoint) = self.0.endpoint {
            debug.field("endpoint", &endpoint.name());
        }
        if let Some(service) = &self.0.service {
            debug.field("service", service);
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
