//! One refresh, by the holder of the lock on a user's tokens.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

use super::seen::Unstored;
use super::{PAUSE, User};
use crate::clock::Moment;
use crate::error::BoxError;
use crate::token::pauses::{LONGEST_PAUSE, pauses};
use crate::token::refresh::ends_session;
use crate::token::store::INACTIVITY_LIMIT;
use crate::token::tasks::spawn_beside;
use crate::token::{
    AccessToken, Fence, IssuedTokens, Lock, SessionExpired, TokenRefresh, TokenStore,
};

/// How long tokens that the store does not take are kept, and how long a question to it
/// is repeated. After that the session has lapsed in the store.
const PERSISTENCE: Duration = INACTIVITY_LIMIT;

/// Why a turn gave no token.
pub(super) enum Missed {
    /// Somebody else is asking for the next tokens.
    Busy,
    /// Somebody else has just asked and failed.
    Resting,
    /// The user has tokens other than those to be refreshed, because of another login
    /// or somebody else's refresh.
    Overtaken,
    Failed(BoxError),
}

impl<E: Into<BoxError>> From<E> for Missed {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Locks the user's tokens and asks for the next ones, in a task of its own: a caller
/// that goes away must not leave behind tokens that were issued and not stored, nor a
/// lock that was granted and that nobody holds.
pub(super) async fn take<S: TokenStore, R: TokenRefresh>(
    user: Arc<User<S, R>>,
    limit: Duration,
) -> Result<AccessToken, Missed> {
    let (give, given) = oneshot::channel();
    spawn_beside(async move {
        let mut turn = Turn {
            user: &user,
            limit,
            fence: None,
            give: Some(give),
            unused: None,
        };
        // A panic must not keep the lock either. Its message is dropped, since it may
        // quote a token.
        let result = AssertUnwindSafe(turn.begin()).catch_unwind().await;
        let panicked = |_| Err("the refresh of the tokens panicked".into());
        turn.end(result.unwrap_or_else(panicked)).await;
    });
    given
        .await
        .unwrap_or_else(|_| Err("the runtime ended amid the refresh of the tokens".into()))
}

struct Turn<'a, S, R> {
    user: &'a User<S, R>,
    /// How long the lock lasts.
    limit: Duration,
    /// The fence of the lock, once it is held.
    fence: Option<Fence>,
    /// Tells the caller that began the turn, until it has its answer.
    give: Option<oneshot::Sender<Result<AccessToken, Missed>>>,
    /// Tokens that came from the refresh and may not be used.
    unused: Option<IssuedTokens>,
}

impl<S: TokenStore, R: TokenRefresh> Turn<'_, S, R> {
    async fn begin(&mut self) -> Result<(), Missed> {
        // The store counts from the moment when it granted the lock, which is after
        // this.
        let begun = Instant::now();
        let fence = match self
            .user
            .store
            .try_lock(&self.user.name, self.limit)
            .await?
        {
            Lock::Held(fence) => fence,
            Lock::Busy => return Err(Missed::Busy),
            Lock::Resting => return Err(Missed::Resting),
        };
        self.fence = Some(fence);
        let left = self.limit.saturating_sub(begun.elapsed());
        let Ok(refreshed) = timeout(left, self.ask(fence)).await else {
            let limit = self.limit;
            return Err(format!("the refresh of the tokens took longer than {limit:?}").into());
        };
        match refreshed? {
            Some(new) => self.persist(new).await,
            None => Ok(()),
        }
    }

    /// Asks the login service. Returns `None` if somebody else has done so.
    async fn ask(&mut self, fence: Fence) -> Result<Option<Unstored>, Missed> {
        let user = self.user;
        // Somebody else may have held the lock since these tokens were read.
        let stored = user.store.peek(&user.name).await?.ok_or(SessionExpired)?;
        let last = user.seen().newest(stored.clone());
        let token = last.access_token();
        if !token.is_due() && !user.seen().was_refused(token) {
            self.answer(Ok(token.clone()));
            return Ok(None);
        }
        let asked = Moment::now();
        match user.refresh.refresh(last.expose_refresh_token()).await {
            Ok(new) => Ok(Some(Unstored {
                tokens: new.since(asked).or_refresh_token_of(&last),
                replaces: stored,
                fence,
            })),
            Err(error) if ends_session(&*error) => Err(self.ended(error, &stored, fence).await),
            Err(error) => Err(error.into()),
        }
    }

    /// Handles the login service's answer that the session has ended. It answers so as
    /// well if somebody else spent the refresh token, because this lock was lost or
    /// because tokens could not be stored at once. In that case others are stored, or
    /// will be soon.
    async fn ended(&self, error: BoxError, stored: &IssuedTokens, fence: Fence) -> Missed {
        let user = self.user;
        sleep(LONGEST_PAUSE * 2).await;
        match user.store.end(&user.name, stored).await {
            Ok(true) => {}
            Ok(false) => return Missed::Overtaken,
            Err(_) => {
                tracing::debug!("a session that has ended is left to its limit of inactivity");
            }
        }
        user.seen().forget(fence);
        error.into()
    }

    /// The spent refresh token cannot be used again, so the tokens that it bought are
    /// kept as long as the session could still exist. Callers get them as soon as the
    /// store fails: a store that is down does not mean a logout, and no call fails
    /// because of it.
    async fn persist(&mut self, new: Unstored) -> Result<(), Missed> {
        let user = self.user;
        let given_up = Instant::now() + PERSISTENCE;
        let mut pauses = pauses();
        loop {
            let stored = user.store.store(&user.name, &new.tokens, new.fence).await;
            let token = new.tokens.access_token();
            if let Ok(is_stored) = stored {
                user.seen().forget(new.fence);
                if !is_stored {
                    return self.overtaken(new.tokens).await;
                }
                self.answer(Ok(token.clone()));
                return Ok(());
            }
            if !user.seen().keep(&new) {
                // A later refresh has spent these tokens and stores its own.
                return Ok(());
            }
            if self.give.is_some() {
                tracing::warn!("a user's new tokens could not be stored yet; trying again");
                self.answer(Ok(token.clone()));
            }
            if Instant::now() >= given_up {
                tracing::warn!("a user's new tokens could not be stored; given up");
                return Ok(());
            }
            sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    /// Something newer was stored, or the session is over. Only then is it certain that
    /// nobody uses these tokens, or others that would be revoked along with them.
    async fn overtaken(&mut self, tokens: IssuedTokens) -> Result<(), Missed> {
        let given_up = Instant::now() + PERSISTENCE;
        let mut pauses = pauses();
        loop {
            match self.user.store.peek(&self.user.name).await {
                Ok(Some(_)) => return Err(Missed::Overtaken),
                Ok(None) => {
                    self.unused = Some(tokens);
                    return Err(SessionExpired.into());
                }
                Err(failure) if Instant::now() >= given_up => return Err(failure.into()),
                // The callers get their answer now, and the question goes on without
                // them.
                Err(failure) => self.answer(Err(failure.into())),
            }
            sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    fn answer(&mut self, answer: Result<AccessToken, Missed>) {
        if let Some(give) = self.give.take() {
            give.send(answer).ok();
        }
    }

    async fn end(mut self, result: Result<(), Missed>) {
        let user = self.user;
        if let Some(fence) = self.fence {
            // This applies to a session that has ended too, since it may have been left
            // as it is.
            let rest = match &result {
                Err(Missed::Failed(_)) => PAUSE,
                _ => Duration::ZERO,
            };
            let unlocked = user.store.unlock(&user.name, fence, rest).await;
            if unlocked.is_err() {
                tracing::debug!("the lock of a user's tokens is left to its time limit");
            }
        }
        if let Err(missed) = result {
            self.answer(Err(missed));
        }
        if let Some(tokens) = self.unused.take() {
            let revoked = timeout(self.limit, user.refresh.revoke(tokens)).await;
            if !matches!(revoked, Ok(Ok(()))) {
                tracing::warn!("tokens that came after a logout could not be revoked");
            }
        }
    }
}
