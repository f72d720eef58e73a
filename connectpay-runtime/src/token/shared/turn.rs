//! One refresh, by whoever has the lock of a user's tokens.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::oneshot;

use super::{LONGEST_PAUSE, User, pauses};
use crate::clock::Moment;
use crate::error::BoxError;
use crate::token::tasks::spawn_beside;
use crate::token::{AccessToken, Fence, IssuedTokens, SessionExpired, TokenRefresh, TokenStore};

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
            give: Some(give),
            unused: None,
        };
        // A panic must not keep the lock either. Its message may quote a token.
        let refreshed = AssertUnwindSafe(tokio::time::timeout(limit, turn.refresh()));
        let result = match refreshed.catch_unwind().await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => {
                Err(format!("the refresh of the tokens took longer than {limit:?}").into())
            }
            Err(_) => Err("the refresh of the tokens panicked".into()),
        };
        turn.end(result, limit).await;
    });
    given
        .await
        .unwrap_or_else(|_| Err("the runtime ended amid the refresh of the tokens".into()))
}

struct Turn<'a, S, R> {
    user: &'a User<S, R>,
    fence: Fence,
    /// Who began it, until there is an answer.
    give: Option<oneshot::Sender<Result<AccessToken, BoxError>>>,
    /// What was asked for, and may not be used.
    unused: Option<IssuedTokens>,
}

impl<S: TokenStore, R: TokenRefresh> Turn<'_, S, R> {
    async fn refresh(&mut self) -> Result<(), BoxError> {
        let user = self.user;
        // Somebody else may have had the lock since these were looked at.
        let last = user.session().await?;
        let token = last.access_token();
        if !token.is_due() && !user.was_refused(token) {
            self.answer(Ok(token.clone()));
            return Ok(());
        }
        let asked = Moment::now();
        let new = user.refresh.refresh(last.expose_refresh_token()).await?;
        let tokens = new.since(asked).or_refresh_token_of(&last);
        // The refresh token that was spent is of no more use, so these are not
        // given up as long as the lock lasts.
        let mut pauses = pauses();
        loop {
            match user.store.store(&user.name, &tokens, self.fence).await {
                Ok(true) => {
                    self.answer(Ok(tokens.access_token().clone()));
                    return Ok(());
                }
                Ok(false) => return self.overtaken(tokens).await,
                // A store that is down tells of no logout, and costs nobody the call.
                Err(_) => self.answer(Ok(tokens.access_token().clone())),
            }
            tracing::warn!("a user's new tokens could not be stored yet; trying again");
            tokio::time::sleep(pauses.next().unwrap_or(LONGEST_PAUSE)).await;
        }
    }

    /// Something newer was stored, or the session is over. Only then is it certain
    /// that nobody uses these tokens, or others that they would be revoked with.
    async fn overtaken(&mut self, tokens: IssuedTokens) -> Result<(), BoxError> {
        if self.user.store.load(&self.user.name).await?.is_some() {
            return Err(Overtaken.into());
        }
        self.unused = Some(tokens);
        Err(SessionExpired.into())
    }

    fn answer(&mut self, answer: Result<AccessToken, BoxError>) {
        if let Some(give) = self.give.take() {
            give.send(answer).ok();
        }
    }

    async fn end(mut self, result: Result<(), BoxError>, limit: Duration) {
        let user = self.user;
        if user.store.unlock(&user.name, self.fence).await.is_err() {
            tracing::debug!("the lock of a user's tokens is left to its time limit");
        }
        if let Err(error) = result {
            self.answer(Err(error));
        }
        if let Some(tokens) = self.unused.take() {
            let revoked = tokio::time::timeout(limit, user.refresh.revoke(tokens)).await;
            if !matches!(revoked, Ok(Ok(()))) {
                tracing::warn!("tokens that came after a logout could not be revoked");
            }
        }
    }
}

/// The user logged in anew while the tokens were asked for.
#[derive(Debug)]
pub(super) struct Overtaken;

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("newer tokens were stored while these were asked for")
    }
}

impl std::error::Error for Overtaken {}
