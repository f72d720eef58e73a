//! One refresh, by whoever has the lock of a user's tokens.

use std::fmt;
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
use crate::token::{AccessToken, Fence, IssuedTokens, SessionExpired, TokenRefresh, TokenStore};

/// For how long tokens are kept that the store does not take, and a question to it is
/// repeated. After that the session has lapsed there.
const PERSISTENCE: Duration = INACTIVITY_LIMIT;

/// Asks for the next tokens in a task of its own: a caller that goes away must
/// not leave tokens that were given and not stored, nor the lock.
pub(super) async fn take<S: TokenStore, R: TokenRefresh>(
    user: Arc<User<S, R>>,
    fence: Fence,
    limit: Duration,
) -> Result<AccessToken, BoxError> {
    let (give, given) = oneshot::channel();
    spawn_beside(async move {
        let mut turn = Turn {
            user: &user,
            fence,
            limit,
            give: Some(give),
            unused: None,
        };
        // A panic must not keep the lock either. Its message may quote a token.
        let result = AssertUnwindSafe(turn.refresh()).catch_unwind().await;
        let panicked = |_| Err("the refresh of the tokens panicked".into());
        turn.end(result.unwrap_or_else(panicked)).await;
    });
    given
        .await
        .unwrap_or_else(|_| Err("the runtime ended amid the refresh of the tokens".into()))
}

struct Turn<'a, S, R> {
    user: &'a User<S, R>,
    fence: Fence,
    /// How long the login service may take, so that the lock is still held afterwards.
    limit: Duration,
    /// Who began it, until there is an answer.
    give: Option<oneshot::Sender<Result<AccessToken, BoxError>>>,
    /// What was asked for, and may not be used.
    unused: Option<IssuedTokens>,
}

/// What the login service gave, and what it is in place of.
struct Renewed {
    last: AccessToken,
    tokens: IssuedTokens,
}

impl<S: TokenStore, R: TokenRefresh> Turn<'_, S, R> {
    async fn refresh(&mut self) -> Result<(), BoxError> {
        let user = self.user;
        let limit = self.limit;
        let asked = timeout(limit, async {
            // Somebody else may have had the lock since these were looked at.
            let stored = user.store.peek(&user.name).await?.ok_or(SessionExpired)?;
            let last = user.seen().newest(stored.clone());
            let token = last.access_token();
            if !token.is_due() && !user.seen().was_refused(token) {
                self.answer(Ok(token.clone()));
                return Ok(None);
            }
            let asked = Moment::now();
            match user.refresh.refresh(last.expose_refresh_token()).await {
                Ok(new) => Ok(Some(Renewed {
                    tokens: new.since(asked).or_refresh_token_of(&last),
                    last: token.clone(),
                })),
                Err(error) if ends_session(&*error) => Err(self.ended(error, &stored).await),
                Err(error) => Err(error),
            }
        });
        match asked.await {
            Ok(Ok(Some(renewed))) => self.store(renewed).await,
            Ok(Ok(None)) => Ok(()),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(format!("the refresh of the tokens took longer than {limit:?}").into()),
        }
    }

    /// The login service says that the session has ended. It says so as well where
    /// somebody else spent the refresh token, because this lock was lost or because
    /// tokens could not be stored at once: then others are stored, or will be soon.
    async fn ended(&self, error: BoxError, stored: &IssuedTokens) -> BoxError {
        let user = self.user;
        sleep(LONGEST_PAUSE * 2).await;
        match user.store.end(&user.name, stored).await {
            Ok(true) => error,
            Ok(false) => Overtaken.into(),
            Err(_) => {
                tracing::debug!("a session that has ended is left to its limit of inactivity");
                error
            }
        }
    }

    /// The refresh token that was spent is of no more use, so what was given for it is
    /// not given up while the session could still be there.
    async fn store(&mut self, renewed: Renewed) -> Result<(), BoxError> {
        let user = self.user;
        let Renewed { last, tokens } = renewed;
        let given_up = Instant::now() + PERSISTENCE;
        let mut pauses = pauses();
        loop {
            let stored = user.store.store(&user.name, &tokens, self.fence).await;
            user.seen().unstored = match stored {
                Ok(_) => None,
                Err(_) => Some(Unstored {
                    replaces: last.clone(),
                    tokens: tokens.clone(),
                }),
            };
            match stored {
                Ok(true) => {
                    self.answer(Ok(tokens.access_token().clone()));
                    return Ok(());
                }
                Ok(false) => return self.overtaken(tokens).await,
                // A store that is down tells of no logout, and costs nobody the call.
                Err(_) => self.answer(Ok(tokens.access_token().clone())),
            }
            if Instant::now() >= given_up {
                tracing::warn!("a user's new tokens could not be stored; given up");
                return Ok(());
            }
            tracing::warn!("a user's new tokens could not be stored yet; trying again");
            sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    /// Something newer was stored, or the session is over. Only then is it certain
    /// that nobody uses these tokens, or others that they would be revoked with.
    async fn overtaken(&mut self, tokens: IssuedTokens) -> Result<(), BoxError> {
        let given_up = Instant::now() + PERSISTENCE;
        let mut pauses = pauses();
        loop {
            match self.user.store.peek(&self.user.name).await {
                Ok(Some(_)) => return Err(Overtaken.into()),
                Ok(None) => {
                    self.unused = Some(tokens);
                    return Err(SessionExpired.into());
                }
                Err(failure) if Instant::now() >= given_up => return Err(failure),
                // Whoever waits is told; the question goes on without them.
                Err(failure) => self.answer(Err(failure)),
            }
            sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    fn answer(&mut self, answer: Result<AccessToken, BoxError>) {
        if let Some(give) = self.give.take() {
            give.send(answer).ok();
        }
    }

    async fn end(mut self, result: Result<(), BoxError>) {
        let user = self.user;
        // After a session that has ended as well: it may have been left as it is.
        let rest = match &result {
            Err(error) if !error.is::<Overtaken>() => PAUSE,
            _ => Duration::ZERO,
        };
        let unlocked = user.store.unlock(&user.name, self.fence, rest).await;
        if unlocked.is_err() {
            tracing::debug!("the lock of a user's tokens is left to its time limit");
        }
        if let Err(error) = result {
            self.answer(Err(error));
        }
        if let Some(tokens) = self.unused.take() {
            let revoked = timeout(self.limit, user.refresh.revoke(tokens)).await;
            if !matches!(revoked, Ok(Ok(()))) {
                tracing::warn!("tokens that came after a logout could not be revoked");
            }
        }
    }
}

/// The user has newer tokens than those that were asked for, by another login or by
/// somebody else's refresh.
#[derive(Debug)]
pub(super) struct Overtaken;

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("newer tokens were stored while these were asked for")
    }
}

impl std::error::Error for Overtaken {}
