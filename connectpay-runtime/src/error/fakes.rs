//! The errors of calls that were never made, which a fake passes to
//! [`Call::ready`](crate::Call::ready).

use std::time::Duration;

use bytes::Bytes;

use super::{BoxError, Error, Failure, ServiceAnswer};
use crate::request::id::RequestId;

/// Errors for fakes. Each equals the error of a real call, except that it names no
/// endpoint, since a fake calls none. For a user who has to log in again, use
/// `Error::from(SessionExpired)`; for a refusal, [`Error::from_response`].
impl Error {
    /// Makes the error of a call that sent nothing because no connection could be made.
    /// It is transient, with [`Outcome::NotSent`](crate::Outcome::NotSent).
    ///
    /// ```
    /// use connectpay::{Call, Error, Outcome};
    ///
    /// let error = Error::not_sent("connection refused");
    /// assert_eq!(error.outcome(), Outcome::NotSent);
    /// assert!(error.is_transient());
    /// let call: Call<String> = Call::ready(Err(error));
    /// ```
    #[must_use]
    pub fn not_sent(reason: impl Into<BoxError>) -> Self {
        Failure::not_sent(reason).into()
    }

    /// Makes the error of a call that was sent and got no complete answer, for a reason
    /// other than a time limit. Its outcome is
    /// [`Outcome::Unknown`](crate::Outcome::Unknown).
    ///
    /// ```
    /// use connectpay::{Call, Error, Outcome};
    ///
    /// let error = Error::unknown_outcome("the connection was reset");
    /// assert_eq!(error.outcome(), Outcome::Unknown);
    /// assert!(!error.is_timeout());
    /// let call: Call<String> = Call::ready(Err(error));
    /// ```
    #[must_use]
    pub fn unknown_outcome(reason: impl Into<BoxError>) -> Self {
        Failure::perhaps_sent(reason).into()
    }

    /// Makes the error of a call that was sent and got no complete answer within a time
    /// limit. Its outcome is [`Outcome::Unknown`](crate::Outcome::Unknown).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connectpay::{Call, Error, Outcome};
    ///
    /// let error = Error::timeout(Duration::from_secs(30));
    /// assert_eq!(error.outcome(), Outcome::Unknown);
    /// assert!(error.is_timeout());
    /// let call: Call<String> = Call::ready(Err(error));
    /// ```
    #[must_use]
    pub fn timeout(limit: Duration) -> Self {
        Self::attempt_timed_out(limit)
    }

    /// Makes the error of a call whose time limit ended before anything was sent. Its
    /// outcome is [`Outcome::NotSent`](crate::Outcome::NotSent).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connectpay::{Call, Error, Outcome};
    ///
    /// let error = Error::timeout_not_sent(Duration::from_secs(30));
    /// assert_eq!(error.outcome(), Outcome::NotSent);
    /// assert!(error.is_timeout());
    /// let call: Call<String> = Call::ready(Err(error));
    /// ```
    #[must_use]
    pub fn timeout_not_sent(limit: Duration) -> Self {
        Self::not_begun(limit)
    }

    /// Makes the error of a call that ConnectPay answers with this response, whose body
    /// is not what the endpoint declares. Its stage is
    /// [`Stage::Decode`](crate::Stage::Decode), its outcome is
    /// [`Outcome::Unknown`](crate::Outcome::Unknown), and it holds the answer.
    ///
    /// ```
    /// use connectpay::{Call, Error, Stage};
    ///
    /// let mut answer = http::Response::new(r#"{"paymentId":"p-1"}"#.into());
    /// *answer.status_mut() = http::StatusCode::CREATED;
    /// let error = Error::from_unreadable_response(answer);
    /// assert_eq!(error.stage(), Stage::Decode);
    /// let fields: serde_json::Value = error.service().unwrap().json()?;
    /// assert_eq!(fields["paymentId"], "p-1");
    /// let call: Call<String> = Call::ready(Err(error));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from_unreadable_response(response: http::Response<Bytes>) -> Self {
        let id: Option<RequestId> = response.extensions().get().cloned();
        let message = format!(
            "ConnectPay answered {} with a body of {} bytes that is not of the declared type, \
             and `Error::service` has it",
            response.status(),
            response.body().len(),
        );
        let error = Self::decode(message, ServiceAnswer::new(response));
        match id {
            Some(id) => error.with_request_id(id),
            None => error,
        }
    }
}
