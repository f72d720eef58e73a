//! Where a session's access tokens come from.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

use super::{AccessToken, SessionExpired};
use crate::error::BoxError;

/// Gives a user's access tokens, one after another.
///
/// A session asks for a token when its first call needs one, and again shortly before
/// that token ends, or on each call if the source [wants
/// that](Self::is_asked_for_each_call). It asks only within a call that the user caused
/// and never in the background: PSD2 ends a session after 5 minutes without activity
/// (RTS 2018/389, Article 4(3)(d)), and a client must not keep an absent user logged
/// in. Only one question is under way at a time, however many calls wait for its
/// answer, and it goes on if the call that began it is dropped.
///
/// ConnectPay names an operation "Refresh user token" without showing its path, so you
/// write the request for a token yourself:
///
/// ```
/// use connectpay::tokens::TokenSource;
/// use connectpay::{AccessToken, BoxError};
///
/// struct FromOurLoginService;
///
/// impl TokenSource for FromOurLoginService {
///     async fn token(&self) -> Result<AccessToken, BoxError> {
///         let token = ask_the_login_service().await?;
///         Ok(AccessToken::new(token)?)
///     }
/// }
/// # async fn ask_the_login_service() -> Result<String, BoxError> { Ok("abc".into()) }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets the token to use from now on.
    ///
    /// # Errors
    ///
    /// Return any error if there is no token. The calls that wait for it then fail with
    /// [`Stage::Authenticate`](crate::Stage::Authenticate) and nothing sent, and this
    /// error is their source. It must not show a secret.
    fn token(&self) -> impl Future<Output = Result<AccessToken, BoxError>> + Send;

    /// Called when ConnectPay has answered 401 to this token before its end. A source
    /// that keeps tokens must not return it again; a source that keeps none has nothing
    /// to do here.
    fn refused(&self, token: &AccessToken) {
        let _ = token;
    }

    /// Whether a session asks for a token on each call instead of keeping the last one
    /// until shortly before its end. Return `true` if the source shares its tokens with
    /// other sessions, so that this session notices a logout there, and a call here
    /// counts as activity there. The default is `false`.
    ///
    /// A call never gets the answer to a question that began before the call. Calls
    /// that come while a question is under way wait for its end and share the next one.
    ///
    /// A call that has a usable token waits at most a quarter of a second for the
    /// answer, and after a failure the session leaves the source alone for a second.
    fn is_asked_for_each_call(&self) -> bool {
        false
    }
}

impl TokenSource for AccessToken {
    fn token(&self) -> impl Future<Output = Result<Self, BoxError>> + Send {
        ready(if self.is_expired() {
            Err(Unrenewed.into())
        } else {
            Ok(self.clone())
        })
    }
}

/// The error of a token that has ended and that nothing renews.
#[derive(Debug)]
pub(super) struct Unrenewed;

impl fmt::Display for Unrenewed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the user's access token has expired, and its source gives no other")
    }
}

impl StdError for Unrenewed {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&SessionExpired)
    }
}

impl<T: TokenSource> TokenSource for Arc<T> {
    fn token(&self) -> impl Future<Output = Result<AccessToken, BoxError>> + Send {
        (**self).token()
    }

    fn refused(&self, token: &AccessToken) {
        (**self).refused(token);
    }

    fn is_asked_for_each_call(&self) -> bool {
        (**self).is_asked_for_each_call()
    }
}

/// [`TokenSource`] with a boxed future, so that a session needs no type parameter.
pub(super) trait DynTokenSource: Send + Sync {
    fn token(&self) -> TokenFuture<'_>;
    fn refused(&self, token: &AccessToken);
    fn is_asked_for_each_call(&self) -> bool;
}

type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<AccessToken, BoxError>> + Send + 'a>>;

impl<T: TokenSource> DynTokenSource for T {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(TokenSource::token(self))
    }

    fn refused(&self, token: &AccessToken) {
        TokenSource::refused(self, token);
    }

    fn is_asked_for_each_call(&self) -> bool {
        TokenSource::is_asked_for_each_call(self)
    }
}
