//! Where the next tokens come from, and how a source says that there are none.

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
///         // Without a refresh token, only the user can get new tokens.
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
    /// Gets the next tokens in exchange for the newest refresh token of the user's
    /// session, which is `None` if none came with its tokens. It is not called for a
    /// user without a session, for example after a logout or too long a pause.
    ///
    /// If the answer has no refresh token, the old one stays in use and is kept
    /// (RFC 6749, section 6).
    ///
    /// # Errors
    ///
    /// Return any error if the user gets no tokens. If the service refuses the refresh
    /// token (`invalid_grant`: RFC 6749, section 5.2), return [`SessionExpired`], alone
    /// or as a cause: only this says that the session has ended and the user has to log
    /// in again. The error must not show a secret.
    fn refresh(
        &self,
        refresh_token: Option<&str>,
    ) -> impl Future<Output = Result<IssuedTokens, BoxError>> + Send;

    /// Revokes tokens that [`refresh`](Self::refresh) returned and that nobody will
    /// use, because the user has logged out in the meantime. Implement it if the
    /// service can revoke tokens (RFC 7009). By default it does nothing.
    ///
    /// It may take as long as a refresh. No call waits for it.
    ///
    /// # Errors
    ///
    /// Return any error if the tokens were not revoked. The library logs that they were
    /// not, without the error.
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

/// Return this error from a source of tokens to say that the user has to log in again.
/// The error of the call then says so with
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

/// Whether this error, or one of its causes, says that the user has to log in again.
pub(super) fn ends_session(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| {
        let known = cause.downcast_ref::<Error>();
        cause.is::<SessionExpired>() || known.is_some_and(Error::is_session_expired)
    })
}
