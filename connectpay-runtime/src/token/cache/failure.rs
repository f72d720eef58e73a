//! Why a session has no token.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, causes};
use crate::token::SessionExpired;
use crate::token::refresh::ends_session;

/// Why the source gave no token. All calls that waited for it share this.
#[derive(Clone)]
pub(super) enum Failure {
    /// The token has ended and nothing renews it.
    Unrenewed,
    /// The token had ended when it came.
    Late,
    TimedOut(Duration),
    Source(Arc<dyn StdError + Send + Sync>),
    Panicked,
    Ended,
}

impl Failure {
    /// The source said that the session has ended, so none of its tokens is used any
    /// more, even if it has not ended.
    pub(super) fn ends_session(&self) -> bool {
        match self {
            Self::Unrenewed => true,
            Self::Source(source) => ends_session(&**source),
            _ => false,
        }
    }

    pub(super) fn into_error(self) -> Error {
        let ends_session = self.ends_session();
        match self {
            Self::Unrenewed => Error::authenticate(
                "the user's access token has expired and its source gave no newer one, so \
                 nothing was sent; log the user in again or use a `TokenSource` that renews it",
            )
            .session_expired(),
            Self::Late => Error::authenticate(
                "the access token that the token source gave had ended when it came, so nothing \
                 was sent; the source has to answer within the life of its tokens, and give none \
                 that it kept for longer",
            )
            .passing(),
            Self::TimedOut(limit) => Error::authenticate(format!(
                "the token source gave no access token within {limit:?}, so nothing was sent"
            ))
            .timed_out(),
            Self::Source(source) => {
                let error = Error::authenticate(if ends_session {
                    "there is no access token for a session that has ended, so nothing was sent"
                } else {
                    "the token source gave no access token, so nothing was sent"
                });
                let known = causes(&*source).find_map(<dyn StdError>::downcast_ref::<Error>);
                let error = known.into_iter().fold(error, Error::informed_by);
                let error = error.with_source(source);
                if ends_session {
                    error.session_expired()
                } else {
                    error
                }
            }
            Self::Panicked => Error::authenticate("the token source panicked, so nothing was sent"),
            Self::Ended => Error::authenticate(
                "the runtime ended while the token source was asked, so nothing was sent",
            ),
        }
    }
}

/// Makes the error of a call that has no access token because the user has to log in
/// again, for the [`Call::ready`](crate::Call::ready) of a fake.
///
/// ```
/// use connectpay::tokens::SessionExpired;
/// use connectpay::{Call, Error};
///
/// let error = Error::from(SessionExpired);
/// assert!(error.is_session_expired());
/// let call: Call<String> = Call::ready(Err(error));
/// ```
impl From<SessionExpired> for Error {
    fn from(expired: SessionExpired) -> Self {
        Failure::Source(Arc::new(expired)).into_error()
    }
}
