//! A user's tokens in a store, with one refresh at a time across all its readers.

mod seen;
mod turn;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::sleep;

use self::seen::Seen;
use self::turn::Missed;
use super::pauses::{LONGEST_PAUSE, pauses};
use super::refresh::ends_session;
use super::{AccessToken, IssuedTokens, SessionExpired, TokenRefresh, TokenSource, TokenStore};
use crate::clock::Moment;
use crate::error::{BoxError, Error};

/// One user's tokens in a [`TokenStore`], for sessions on any number of machines.
///
/// Use it as the [`TokenSource`] of a session. Each call looks into the store, which
/// keeps the user logged in for another limit of inactivity and shows whether the user
/// has logged out elsewhere. Sessions use the access token in the store until shortly
/// before its end. Then one of all the sessions that share the store asks for the next
/// tokens, under a lock with a time limit; the others use the old token while it lasts,
/// or wait.
///
/// New tokens are stored even if every caller that waits for them goes away. If the
/// store cannot be reached, storing them is tried again for 5 minutes. Meanwhile a
/// session goes on with the access token that it has, or with the next one if that has
/// come already: a failing store does not mean a logout, and no call fails because of
/// it sooner than it must.
///
/// After a failed refresh there is no other for one second, whoever asks: calls with a
/// token that is still usable go on, and calls without one fail. When the login service
/// says that the session has ended ([`SessionExpired`]), it ends for everybody who
/// shares it.
///
/// ```
/// use std::net::Ipv4Addr;
///
/// use connectpay::tokens::{IssuedTokens, MemoryTokenStore, SharedTokens, TokenRefresh};
/// use connectpay::{Client, Session};
///
/// /// Call this once, after the user has logged in on any machine.
/// async fn logged_in(
///     store: &MemoryTokenStore,
///     user: &str,
///     tokens: IssuedTokens,
/// ) -> Result<(), connectpay::BoxError> {
///     use connectpay::tokens::TokenStore as _;
///     store.replace(user, Some(&tokens)).await
/// }
///
/// /// Call this for each request of the user, on the machine that it came to.
/// fn session(
///     client: &Client,
///     store: &MemoryTokenStore,
///     user: &str,
///     login: impl TokenRefresh,
///     ip: Ipv4Addr,
/// ) -> connectpay::Result<Session> {
///     client.session(SharedTokens::new(store.clone(), user, login), ip)
/// }
/// ```
pub struct SharedTokens<S, R> {
    of: Arc<User<S, R>>,
    lock_limit: Duration,
}

struct User<S, R> {
    store: S,
    name: String,
    refresh: R,
    seen: Mutex<Seen>,
}

impl<S: TokenStore, R: TokenRefresh> SharedTokens<S, R> {
    /// Makes a source of the tokens of `user`, which is whatever the application knows
    /// the user by. The application has to make sure who may act as that user.
    pub fn new(store: S, user: impl Into<String>, refresh: R) -> Self {
        Self {
            of: Arc::new(User {
                store,
                name: user.into(),
                refresh,
                seen: Mutex::default(),
            }),
            lock_limit: Duration::from_secs(30),
        }
    }

    /// Limits how long one refresh may take, including storing its tokens. After that,
    /// another machine may begin one. The default is 30 seconds. Set more than
    /// [`ClientBuilder::token_timeout`](crate::ClientBuilder::token_timeout), so that
    /// nobody begins a second refresh while calls still wait for the first.
    #[must_use]
    pub fn lock_limit(mut self, limit: Duration) -> Self {
        self.lock_limit = limit;
        self
    }
}

impl<S: TokenStore, R: TokenRefresh> TokenSource for SharedTokens<S, R> {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        let user = &self.of;
        let mut pauses = pauses();
        // The call counts as the user's once. What follows only looks at the result of
        // a refresh.
        let mut session = user.store.load(&user.name).await?;
        loop {
            let stored = user.usable(session)?;
            let is_enough = |token: &AccessToken| !token.is_due() || user.seen().failed_just_now();
            if let Some(token) = stored.as_ref().filter(|token| is_enough(token)) {
                return Ok(token.clone());
            }
            let missed = match turn::take(Arc::clone(user), self.lock_limit).await {
                Ok(token) => return Ok(token),
                Err(missed) => missed,
            };
            // The refresh began early, so its failure costs nothing yet. The session
            // still has to be looked at again, since the user may have logged out in
            // the meantime.
            let is_good = stored.is_some_and(|token| !token.is_expired());
            match missed {
                Missed::Overtaken => {}
                Missed::Failed(error) if ends_session(&*error) => return Err(error),
                _ if is_good => user.seen().failed = Some(Moment::now()),
                // Its result will be stored.
                Missed::Busy => sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await,
                Missed::Resting => return Err(asked_in_vain()),
                Missed::Failed(error) => return Err(error),
            }
            session = user.store.peek(&user.name).await?;
        }
    }

    fn refused(&self, token: &AccessToken) {
        self.of.seen().refused = Some(token.clone());
    }

    /// This makes each call prolong the stored session and notice its end.
    fn is_asked_for_each_call(&self) -> bool {
        true
    }
}

/// How long there is no refresh after a failure, so that a login service that is down
/// gets at most one question per user in that time.
const PAUSE: Duration = Duration::from_secs(1);

fn asked_in_vain() -> BoxError {
    Error::authenticate(
        "a refresh of the user's tokens failed less than a second ago, and there is no other \
         until then",
    )
    .passing()
    .into()
}

impl<S: TokenStore, R: TokenRefresh> User<S, R> {
    /// The newest token of a session with these stored tokens, if ConnectPay may still
    /// accept it.
    fn usable(&self, session: Option<IssuedTokens>) -> Result<Option<AccessToken>, SessionExpired> {
        let seen = self.seen();
        let newest = seen.newest(session.ok_or(SessionExpired)?);
        let token = Some(newest.access_token().clone());
        Ok(token.filter(|token| !token.is_expired() && !seen.was_refused(token)))
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S, R> fmt::Debug for SharedTokens<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedTokens").finish_non_exhaustive()
    }
}
