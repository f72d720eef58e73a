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
/// A session asks for a token when its first call needs one and again shortly
/// before that one ends (or for each call, if the source
/// [wants that](Self::is_asked_for_each_call)), only inside a call that the user
/// caused and never in the background: PSD2 ends a session after 5 minutes without activity (RTS
/// 2018/389, Article 4(3)(d)), and a client must not keep an absent user logged
/// in. One question is under way at a time, whatever the number of calls that
/// wait for its answer, and it goes on when the call that began it is dropped.
///
/// ConnectPay names an operation "Refresh user token" without showing its path,
/// so the request for a token is the implementor's:
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
    /// The token to use from now on.
    ///
    /// # Errors
    ///
    /// Anything that keeps the session from having one. The calls that wait for
    /// it fail with [`Stage::Authenticate`](crate::Stage::Authenticate), nothing
    /// sent, and this error as their source; it must show no secret.
    fn token(&self) -> impl Future<Output = Result<AccessToken, BoxError>> + Send;

    /// ConnectPay answered 401 to this token, before its end. A source that keeps
    /// tokens must not give it again; one that does not has nothing to do here.
    fn refused(&self, token: &AccessToken) {
        let _ = token;
    }

    /// Whether a session asks for the token of each call, in place of keeping
    /// the last one until shortly before its end: for a source whose tokens are
    /// shared with other sessions, so that a logout there is seen here, and a call
    /// here counts as activity there. `false` unless implemented.
    ///
    /// A call is given no answer to a question that began before the call did: those
    /// that come while one is under way wait for it, and share the next.
    ///
    /// A call that has a good token waits for such an answer for a quarter of a
    /// second at most, and after a failure the source is left alone for a second.
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

/// The end of a token that nothing renews.
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
