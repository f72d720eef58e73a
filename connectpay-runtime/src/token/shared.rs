//! A user's tokens in a store, and the one refresh at a time over all its readers.

mod turn;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};

use self::turn::Overtaken;
use super::refresh::ends_session;
use super::store::TokenStore;
use super::{AccessToken, IssuedTokens, SessionExpired, TokenRefresh, TokenSource};
use crate::clock::Moment;
use crate::error::BoxError;

/// One user's tokens in a [`TokenStore`], for sessions on any number of machines.
///
/// It is the [`TokenSource`] of a session. Each call looks into the store, which
/// keeps the user logged in for another limit of inactivity and shows whether the
/// user has logged out elsewhere. The access token there is used until shortly
/// before its end; then one of all who share the store asks for the next
/// tokens, under a lock with a time limit, and the others go on with the old ones
/// as long as these are good, or wait. What was asked for is stored even if all
/// who wait for it go away. While the store cannot be reached, a session goes on
/// with the access token that it has.
///
/// ```
/// use std::net::Ipv4Addr;
///
/// use connectpay::{Client, IssuedTokens, MemoryTokenStore, Session, SharedTokens, TokenRefresh};
///
/// /// Once, after the user has logged in on any machine.
/// async fn logged_in(
///     store: &MemoryTokenStore,
///     user: &str,
///     tokens: IssuedTokens,
/// ) -> Result<(), connectpay::BoxError> {
///     use connectpay::TokenStore as _;
///     store.replace(user, Some(&tokens)).await
/// }
///
/// /// For each request of the user's, on the machine that it came to.
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

/// What these tokens' own sessions came upon.
#[derive(Default)]
struct Seen {
    /// The last token that ConnectPay did not accept.
    refused: Option<AccessToken>,
    /// When a refresh failed last.
    failed: Option<Moment>,
}

impl<S: TokenStore, R: TokenRefresh> SharedTokens<S, R> {
    /// The tokens of `user`, which is whatever the application knows the user by.
    /// Who may act as that user, the application has to know.
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

    /// How long one refresh may take, with storing what it gave: then another
    /// machine may begin one. 30 seconds unless set; more than
    /// [`ClientBuilder::token_timeout`](crate::ClientBuilder::token_timeout), so
    /// that nobody begins a second one while the first is waited for.
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
        loop {
            let stored = user.usable().await?;
            let is_enough = |token: &AccessToken| !token.is_due() || user.failed_just_now();
            if let Some(token) = stored.as_ref().filter(|token| is_enough(token)) {
                return Ok(token.clone());
            }
            let next = match user.store.try_lock(&user.name, self.lock_limit).await {
                Ok(Some(fence)) => turn::take(Arc::clone(user), fence, self.lock_limit).await,
                Ok(None) if stored.is_none() => {
                    // Somebody else asks; what comes of it will be stored.
                    tokio::time::sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
                    continue;
                }
                Ok(None) => Err("somebody else asks for the next token".into()),
                Err(error) => Err(error),
            };
            return match next {
                Ok(token) => Ok(token),
                // The user logged in anew meanwhile.
                Err(error) if error.is::<Overtaken>() => continue,
                Err(error) if ends_session(&*error) => Err(error),
                Err(error) => {
                    user.seen().failed = Some(Moment::now());
                    // It was asked early, so that a failure costs nothing yet. The
                    // token is loaded again: the user may have logged out meanwhile.
                    if stored.is_some_and(|token| !token.is_expired()) {
                        continue;
                    }
                    Err(error)
                }
            };
        }
    }

    fn refused(&self, token: &AccessToken) {
        self.of.seen().refused = Some(token.clone());
    }

    /// So that each call prolongs the stored session, and sees its end.
    fn is_asked_for_each_call(&self) -> bool {
        true
    }
}

/// How long after a failure nothing is refreshed while a token is still good.
const PAUSE: Duration = Duration::from_secs(1);

const LONGEST_PAUSE: Duration = Duration::from_millis(250);

fn pauses() -> backon::ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(20))
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times()
        .build()
}

impl<S: TokenStore, R: TokenRefresh> User<S, R> {
    /// What is stored of the user's session.
    async fn session(&self) -> Result<IssuedTokens, BoxError> {
        let stored = self.store.load(&self.name).await?;
        stored.ok_or_else(|| SessionExpired.into())
    }

    /// The stored token, if ConnectPay may still accept it.
    async fn usable(&self) -> Result<Option<AccessToken>, BoxError> {
        let token = self.session().await?.access_token().clone();
        Ok(Some(token).filter(|token| !token.is_expired() && !self.was_refused(token)))
    }

    fn was_refused(&self, token: &AccessToken) -> bool {
        let seen = self.seen();
        let refused = seen.refused.as_ref();
        refused.is_some_and(|refused| refused.expose_secret() == token.expose_secret())
    }

    fn failed_just_now(&self) -> bool {
        let failed = self.seen().failed;
        failed.is_some_and(|failed| failed.elapsed() < PAUSE)
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
