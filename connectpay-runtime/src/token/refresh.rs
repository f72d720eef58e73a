//! Where the next tokens come from, and how it says that there are none.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, ready};
use std::sync::Arc;

use super::IssuedTokens;
use crate::error::{BoxError, Error, causes};

/// Asks the login service for a user's next tokens.
///
/// ```
/// use connectpay::tokens::{IssuedTokens, SessionExpired, TokenRefresh};
/// use connectpay::{AccessToken, BoxError};
///
/// struct FromOurLoginService;
///
/// impl TokenRefresh for FromOurLoginService {
///     async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
///         // Tokens that came without one: only the user can get others.
///         let spent = refresh_token.ok_or(SessionExpired)?;
///         let (access, refresh) = ask_the_login_service(spent).await?;
///         Ok(IssuedTokens::new(AccessToken::new(access)?).with_refresh_token(refresh))
///     }
/// }
/// # async fn ask_the_login_service(_: &str) -> Result<(String, String), BoxError> {
/// #     Ok(("abc".into(), "def".into()))
/// # }
/// ```
pub trait TokenRefresh: Send + Sync + 'static {
    /// The next tokens, in exchange for the newest refresh token of the user's
    /// session; `None` when none came with its tokens. A user who has no session,
    /// because of a logout or of too long a pause, is not asked for.
    ///
    /// An answer without a refresh token means that the old one stays in use, and
    /// it is kept (RFC 6749, section 6).
    ///
    /// # Errors
    ///
    /// Anything that keeps the user from having tokens. That the session has
    /// ended, so that the user has to log in again, nothing but [`SessionExpired`]
    /// says: return it, alone or as a cause, when the service refuses the refresh
    /// token (`invalid_grant`: RFC 6749, section 5.2). The error must show no secret.
    fn refresh(
        &self,
        refresh_token: Option<&str>,
    ) -> impl Future<Output = Result<IssuedTokens, BoxError>> + Send;

    /// Takes back tokens that [`refresh`](Self::refresh) gave and that nobody will
    /// use, because the user logged out meanwhile: a service that can revoke
    /// tokens (RFC 7009) should be asked to. Does nothing unless implemented.
    ///
    /// It may take as long as a refresh. No call waits for it.
    ///
    /// # Errors
    ///
    /// Anything that kept the tokens from being revoked. That they were not is
    /// logged, without the error.
    fn revoke(&self, tokens: IssuedTokens) -> impl Future<Output = Result<(), BoxError>> + Send {
        drop(tokens);
        ready(Ok(()))
    }
}

impl<T: TokenRefresh> TokenRefresh for Arc<T> {
    fn refresh(
        &self,
        refresh_token: Option<&str>,
    ) -> impl Future<Output = Result<IssuedTokens, BoxError>> + Send {
        (**self).refresh(refresh_token)
    }

    fn revoke(&self, tokens: IssuedTokens) -> impl Future<Output = Result<(), BoxError>> + Send {
        (**self).revoke(tokens)
    }
}

/// The error of a source of tokens that knows that the user has to log in
/// again: the call's error then says so, by
/// [`is_session_expired`](crate::Error::is_session_expired).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "sources of tokens write it as a value, and it says all that it has to"
)]
pub struct SessionExpired;

impl fmt::Display for SessionExpired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the user's session has ended; the user has to log in again")
    }
}

impl StdError for SessionExpired {}

/// Whether this says, or is caused by what says, that the user has to log in again.
pub(super) fn ends_session(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| {
        let known = cause.downcast_ref::<Error>();
        cause.is::<SessionExpired>() || known.is_some_and(Error::is_session_expired)
    })
}
