//! A challenge, from its beginning to its end.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use super::event_id::EventId;
use super::finalised::Finalised;
use super::otp::Otp;
use super::verdict::Verdict;
use super::vocabulary::ConnectPay;
use crate::call::Call;
use crate::error::{Error, Outcome, Result};

/// RTS 2018/389, Article 4(3)(b): "the number of failed authentication attempts that
/// can take place consecutively [...] shall not exceed five".
const MAX_TRIES: u32 = 5;

/// A challenge that the user has to meet before a step is done. It knows which calls
/// may follow, and makes none of them twice.
///
/// It holds no secret. To keep it while the user reads a message, turn it with
/// `Challenge::seal` (feature `sealed`) into bytes that are bound to their owner and
/// cannot be changed.
#[must_use = "a challenge must be met, or the step is not done"]
pub struct Challenge<V = ConnectPay> {
    pub(super) state: State,
    pub(super) vocabulary: PhantomData<fn() -> V>,
}

/// What a challenge knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) event: EventId,
    pub(super) raised_at: SystemTime,
    pub(super) step: Step,
    /// How many codes were refused.
    pub(super) refused: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// No code was sent.
    Raised,
    /// A code was sent, or may have been.
    Sent,
    /// It is not known whether a code was accepted.
    Unclear,
    Over,
}

/// What comes next with a challenge. See [`Challenge::next`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "an application does something for each, and there is no other"
)]
pub enum Next {
    /// Have a code sent to the user with [`Challenge::send`].
    SendCode,
    /// Ask the user for the code and pass it to [`Challenge::verify`]. If the user got
    /// none, have another one sent with [`Challenge::send`].
    AskForCode,
    /// It is not known whether the last code was accepted. Ask ConnectPay for the state
    /// of what was to be authorised, and pass it to [`Challenge::settle`].
    AskForStatus,
    /// The challenge was met, or too many codes were refused.
    Over,
}

impl<V> Challenge<V> {
    pub(super) fn new(event: EventId) -> Self {
        Self {
            state: State {
                event,
                raised_at: SystemTime::now(),
                step: Step::Raised,
                refused: 0,
            },
            vocabulary: PhantomData,
        }
    }

    /// What comes next.
    #[must_use]
    pub fn next(&self) -> Next {
        match self.state.step {
            Step::Raised => Next::SendCode,
            Step::Sent => Next::AskForCode,
            Step::Unclear => Next::AskForStatus,
            Step::Over => Next::Over,
        }
    }

    /// The identifier by which ConnectPay knows the challenge.
    #[must_use]
    pub fn event_id(&self) -> &EventId {
        &self.state.event
    }

    /// How long ago the challenge was raised, by the wall clock. ConnectPay does not
    /// document how long a challenge can be met.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.state.raised_at.elapsed().unwrap_or_default()
    }

    /// How many more codes the challenge takes: five minus those that were refused (RTS
    /// 2018/389, Article 4(3)(b)). ConnectPay may allow fewer.
    #[must_use]
    pub fn tries_left(&self) -> u32 {
        MAX_TRIES.saturating_sub(self.state.refused)
    }

    /// Has a code sent to the user with the call that `call` returns. Declare its
    /// endpoint as `once`. `call` is a plain closure, which does not await the call:
    /// `|event| session.send_code(event)`.
    ///
    /// # Errors
    ///
    /// Fails as the call does. If the outcome is [`Unknown`](Outcome::Unknown), a code
    /// may have been sent, so ask the user for it. Fails with
    /// [`Stage::Build`](crate::Stage::Build) and nothing sent if the challenge is over,
    /// if its status has to be asked for first, or if the endpoint is not `once`.
    pub async fn send(&mut self, call: impl FnOnce(&EventId) -> Call<()>) -> Result<()> {
        self.check(&[Step::Raised, Step::Sent], "have another code sent")?;
        let before = self.state.step;
        let call = call(&self.state.event);
        check_once(&call, "send a code")?;
        // This holds until the answer is there, even if this future is dropped.
        self.state.step = Step::Sent;
        let result = call.await;
        if let Err(error) = &result {
            if error.outcome() != Outcome::Unknown {
                self.state.step = before;
            }
        }
        result
    }

    /// Has a code verified with the call that `call` returns. Declare its endpoint as
    /// `once`. `call` is a plain closure, which does not await the call.
    ///
    /// The code is consumed, so it is tried at most once. Whatever the result, another
    /// verification needs another code from the user.
    ///
    /// # Errors
    ///
    /// Fails as the call does, except for a refusal, which is a [`Verdict`]. Two refusals
    /// are errors and cost no try, since ConnectPay did not look at the code: a 429, and a
    /// 401 whose `WWW-Authenticate` has `error="invalid_token"` (RFC 6750, section 3.1),
    /// which refuses the access token that a user's endpoint sent. Any other 401 costs a
    /// try, since it may be the answer to a wrong code: ConnectPay documents neither, and no
    /// sixth code may be looked at. A session does not send a token again after a 401, so
    /// one that has ended costs its user one try at most.
    ///
    /// A success that speaks of another challenge is an error too, and its outcome is
    /// unknown.
    ///
    /// After an error whose
    /// outcome is [`Unknown`](Outcome::Unknown), or if the future is dropped before its
    /// end, [`next`](Self::next) is [`Next::AskForStatus`]. Fails with
    /// [`Stage::Build`](crate::Stage::Build) and nothing sent if the challenge is over,
    /// if its status has to be asked for first, or if the endpoint is not `once`.
    pub async fn verify<T>(
        &mut self,
        otp: Otp,
        call: impl FnOnce(&EventId, &Otp) -> Call<Finalised<T, V>>,
    ) -> Result<Verdict<T>> {
        self.check(&[Step::Raised, Step::Sent], "verify another code")?;
        let before = self.state.step;
        let call = call(&self.state.event, &otp);
        drop(otp);
        check_once(&call, "verify a code")?;
        // This holds until the answer is there, even if this future is dropped.
        self.state.step = Step::Unclear;
        let error = match call.await {
            Ok(finalised) if finalised.is_of_another(&self.state.event) => {
                return Err(Error::another_challenge());
            }
            Ok(finalised) => {
                self.state.step = Step::Over;
                return Ok(Verdict::Finalised(finalised.into_inner()));
            }
            Err(error) => error,
        };
        match error.outcome() {
            Outcome::NotSent => self.state.step = before,
            Outcome::Rejected if error.is_transient() || error.is_stopped_at_the_door() => {
                self.state.step = before;
            }
            Outcome::Rejected => {
                self.state.step = Step::Sent;
                self.refuse();
                let tries_left = self.tries_left();
                return Ok(Verdict::Refused { error, tries_left });
            }
            Outcome::Unknown => {}
        }
        Err(error)
    }

    /// Tells the challenge whether the last code was accepted, after a verification
    /// whose outcome was unknown and after ConnectPay was asked for the state of what
    /// was to be authorised. If the code was not accepted, it counts as refused, and
    /// the user can be asked for another one.
    ///
    /// For a payment, `PDNG` and `ACSC` mean that it went on, so the code was accepted;
    /// `RJCT` ends the payment and with it the challenge, whether the code was accepted
    /// or not. ConnectPay does not document what `RCVD` says of a code: the sandbox shows
    /// it for a second after an accepted one. Take it for a refusal only after the
    /// verification can no longer be on its way, and settle nothing by a word that you
    /// do not know.
    ///
    /// Does nothing unless [`next`](Self::next) is [`Next::AskForStatus`].
    pub fn settle(&mut self, was_accepted: bool) {
        if self.state.step != Step::Unclear {
            return;
        }
        if was_accepted {
            self.state.step = Step::Over;
        } else {
            self.state.step = Step::Sent;
            self.refuse();
        }
    }

    fn refuse(&mut self) {
        self.state.refused += 1;
        if self.tries_left() == 0 {
            self.state.step = Step::Over;
        }
    }

    fn check(&self, allowed: &[Step], what: &str) -> Result<()> {
        if allowed.contains(&self.state.step) {
            return Ok(());
        }
        let why = match self.state.step {
            Step::Unclear => "whether the last code was accepted is not known, so it cannot yet",
            _ => "the challenge is over, so it cannot",
        };
        Err(Error::build(format!(
            "{why} {what}, and nothing was sent; see `Challenge::next`"
        )))
    }
}

/// Refuses a call that the library itself would send again, after a 401 or an unclear
/// failure: a code that is tried twice counts twice. A fake's call has no endpoint.
fn check_once<T>(call: &Call<T>, what: &str) -> Result<()> {
    match call.endpoint() {
        Some(endpoint) if !endpoint.is_once() => Err(Error::build(format!(
            "the endpoint `{}` is to {what} and is not declared `once`, so nothing was sent; add \
             `once` to its `#[endpoint]`",
            endpoint.name(),
        ))),
        _ => Ok(()),
    }
}

impl<V> fmt::Debug for Challenge<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge")
            .field("next", &self.next())
            .field("tries_left", &self.tries_left())
            .finish_non_exhaustive()
    }
}
