//! What is known of a session's token, and when it may be used.

use std::time::Duration;

use futures_util::future::{BoxFuture, Shared};
use http::HeaderValue;

use super::Generation;
use super::failure::Failure;
use crate::clock::Moment;
use crate::token::AccessToken;

/// Under one lock, which is never held across an await.
#[derive(Default)]
pub(super) struct State {
    current: Option<Current>,
    question: Option<Question>,
    /// Counts the tokens that were stored, so that a token which was not
    /// accepted is dropped and a newer one is not.
    generation: u64,
    /// The last token that was not accepted, and how many there were.
    refused: Option<AccessToken>,
    refusals: u64,
    /// When the source was last asked in vain.
    failed: Option<Moment>,
}

/// The token with its header, made once.
#[derive(Clone)]
pub(super) struct Current {
    pub(super) token: AccessToken,
    pub(super) authorization: HeaderValue,
}

/// A question to the source that is under way, in a task of its own: a caller
/// that goes away must not leave it half-done, with a lock of the source's held
/// or a token received and not yet stored. It ends by its limit, and what it
/// gave is in the state.
pub(super) type Question = Shared<BoxFuture<'static, Result<(), Failure>>>;

/// How long after a failure the source is left alone while a token is still good.
const PAUSE: Duration = Duration::from_secs(1);

impl State {
    /// The current token, unless it is time for the next one.
    pub(super) fn fresh(&self) -> Option<&Current> {
        let current = self.good()?;
        (!current.token.is_due() || self.is_left_alone()).then_some(current)
    }

    /// Whether the source failed just now.
    pub(super) fn is_left_alone(&self) -> bool {
        self.failed.is_some_and(|failed| failed.elapsed() < PAUSE)
    }

    /// The current token, unless it has ended.
    pub(super) fn good(&self) -> Option<&Current> {
        let current = self.current.as_ref();
        current.filter(|current| !current.token.is_expired())
    }

    pub(super) fn give(&self, current: &Current) -> (HeaderValue, Generation) {
        (current.authorization.clone(), Generation(self.generation))
    }

    /// The question that is under way; if there is none, one that `ask` begins,
    /// which is told how many tokens have been refused so far.
    pub(super) fn question(&mut self, ask: impl FnOnce(u64) -> Question) -> Question {
        let refusals = self.refusals;
        self.question.get_or_insert_with(|| ask(refusals)).clone()
    }

    /// A question whose task ended with its runtime, and stored nothing.
    pub(super) fn forget(&mut self, question: &Question) {
        self.question.take_if(|current| current.ptr_eq(question));
    }

    /// What the source answered, when so many tokens had been refused as it was asked.
    pub(super) fn store(
        &mut self,
        answer: Result<Current, Failure>,
        refusals: u64,
    ) -> Result<(), Failure> {
        self.question = None;
        let new = match answer {
            Ok(new) => new,
            Err(failure) => {
                self.failed = Some(Moment::now());
                self.current.take_if(|_| failure.ends_session());
                return Err(failure);
            }
        };
        self.failed = None;
        let is_same = |token: &AccessToken| token.expose_secret() == new.token.expose_secret();
        if refusals < self.refusals && self.refused.as_ref().is_some_and(is_same) {
            // Refused while the source gave it: those who wait ask again.
            return Ok(());
        }
        if !self
            .current
            .as_ref()
            .is_some_and(|last| is_same(&last.token))
        {
            self.generation += 1;
        }
        self.current = Some(new);
        Ok(())
    }

    /// Drops the token if it is still the current one, and gives it.
    pub(super) fn refuse(&mut self, generation: Generation) -> Option<AccessToken> {
        let is_newest = self.generation == generation.0;
        let refused = self.current.take_if(|_| is_newest)?.token;
        self.refusals += 1;
        self.refused = Some(refused.clone());
        Some(refused)
    }
}
