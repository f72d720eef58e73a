//! What is known about a session's token, and when it may be used.

use std::time::Duration;

use futures_util::future::{BoxFuture, Shared};
use http::HeaderValue;

use super::Generation;
use super::failure::Failure;
use crate::clock::Moment;
use crate::token::AccessToken;

/// Everything under one lock, which is never held across an await.
#[derive(Default)]
pub(super) struct State {
    current: Option<Current>,
    refresh: Option<Refresh>,
    /// How many refreshes have begun.
    begun: u64,
    /// Counts the tokens that were stored, so that a refused token is dropped and a
    /// newer one is not.
    generation: u64,
    /// The last token that was refused, and how many there were.
    refused: Option<AccessToken>,
    refusals: u64,
    /// When the source last failed.
    failed: Option<Moment>,
}

/// The token with its header, made once.
#[derive(Clone)]
pub(super) struct Current {
    pub(super) token: AccessToken,
    pub(super) authorization: HeaderValue,
}

/// A refresh, in a task of its own. A caller that goes away must not leave it half
/// done, with the source's lock held or a token received but not yet stored. It ends
/// within its limit, and its result is in the state.
#[derive(Clone)]
pub(super) struct Refresh {
    pub(super) result: Shared<BoxFuture<'static, Result<(), Failure>>>,
    /// Its place in the order of the refreshes.
    number: u64,
}

/// How many refreshes had begun at one point in time.
#[derive(Clone, Copy)]
pub(super) struct Begun(u64);

impl Refresh {
    /// Whether this refresh began after that point.
    pub(super) fn is_after(&self, begun: Begun) -> bool {
        self.number > begun.0
    }
}

/// How long the source is left alone after a failure while a token is still usable.
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

    /// How many refreshes have begun by now.
    pub(super) fn begun(&self) -> Begun {
        Begun(self.begun)
    }

    /// The refresh that is under way. If there is none, `ask` begins one, and is told
    /// how many tokens have been refused so far.
    pub(super) fn under_way_or(
        &mut self,
        ask: impl FnOnce(u64) -> Shared<BoxFuture<'static, Result<(), Failure>>>,
    ) -> Refresh {
        if let Some(refresh) = &self.refresh {
            return refresh.clone();
        }
        self.begun += 1;
        let refresh = Refresh {
            result: ask(self.refusals),
            number: self.begun,
        };
        self.refresh.insert(refresh).clone()
    }

    /// Forgets a refresh whose task ended with its runtime and stored nothing.
    pub(super) fn forget(&mut self, refresh: &Refresh) {
        self.refresh
            .take_if(|current| current.number == refresh.number);
    }

    /// Takes what the source answered. `refusals` is the number of tokens that had
    /// been refused when it was asked.
    pub(super) fn take_answer(
        &mut self,
        answer: Result<Current, Failure>,
        refusals: u64,
    ) -> Result<(), Failure> {
        self.refresh = None;
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
            // It was refused while the source gave it, so the calls that wait ask
            // again.
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

    /// Drops the token if it is still the current one, and returns it.
    pub(super) fn refuse(&mut self, generation: Generation) -> Option<AccessToken> {
        let is_newest = self.generation == generation.0;
        let refused = self.current.take_if(|_| is_newest)?.token;
        self.refusals += 1;
        self.refused = Some(refused.clone());
        Some(refused)
    }
}
