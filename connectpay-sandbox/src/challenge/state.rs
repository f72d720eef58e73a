//! One challenge, from its start to its end.

use std::time::Duration;

use super::code::{CODE_ATTEMPTS, Code};
use crate::principal::Principal;
use crate::problem::Refusal;
use crate::rule::Rule;

/// How long a challenge can be authorised after it was started: fifteen minutes by the
/// sandbox's clock. This limit is the sandbox's own, since ConnectPay documents none.
pub const CHALLENGE_LIFETIME: Duration = Duration::from_secs(15 * 60);

/// What is done once, when the challenge is finalised.
pub(crate) type Effect = Box<dyn FnOnce() + Send>;

/// The purpose of a challenge, which decides whose request sends and verifies its code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A login, at the partner's request: there is no access token yet.
    Login,
    /// An action, at the user's request.
    Action,
}

pub(super) struct Challenge {
    purpose: Purpose,
    user: Option<String>,
    expires_at: Duration,
    code: Option<Code>,
    wrong_codes: u32,
    is_finalised: bool,
    effect: Option<Effect>,
}

impl Challenge {
    pub(super) fn new(
        purpose: Purpose,
        user: Option<String>,
        effect: Option<Effect>,
        now: Duration,
    ) -> Self {
        Self {
            purpose,
            user,
            expires_at: now.saturating_add(CHALLENGE_LIFETIME),
            code: None,
            wrong_codes: 0,
            is_finalised: false,
            effect,
        }
    }

    pub(super) fn is_finalised(&self) -> bool {
        self.is_finalised
    }

    pub(super) fn may_be_known_to(&self, asker: &Principal) -> bool {
        match (asker, &self.user) {
            (Principal::User { user, .. }, Some(own)) => user == own,
            _ => true,
        }
    }

    pub(super) fn check_scheme(&self, asker: &Principal) -> Result<(), Refusal> {
        match (asker, self.purpose) {
            (Principal::Partner, Purpose::Login) | (Principal::User { .. }, Purpose::Action) => {
                Ok(())
            }
            (Principal::User { .. }, Purpose::Login) => Err(Refusal::new(
                Rule::EventOfOtherScheme,
                "the event is a login's, for which there is no access token yet; expected a \
                 `partner` path",
            )),
            (Principal::Partner, Purpose::Action) => Err(Refusal::new(
                Rule::EventOfOtherScheme,
                "the event is of a user who is logged in; expected a `client` path with that \
                 user's access token",
            )),
        }
    }

    /// A new code, and its user.
    pub(super) fn send(
        &mut self,
        asker: &Principal,
        now: Duration,
    ) -> Result<(String, String), Refusal> {
        if self.is_finalised {
            return Err(Refusal::new(
                Rule::EventFinalised,
                "the event is finalised already; expected one that still waits for its code",
            ));
        }
        self.check_open(now)?;
        if let (Principal::User { user, .. }, None) = (asker, &self.user) {
            self.user = Some(user.clone());
        }
        let code = self.code.insert(Code::new(now));
        let user = self.user.clone().unwrap_or_default();
        Ok((user, code.digits().to_owned()))
    }

    /// The challenge's user, and the action to carry out now that the challenge is
    /// finalised.
    pub(super) fn verify(
        &mut self,
        presented: &str,
        now: Duration,
    ) -> Result<(String, Option<Effect>), Refusal> {
        if self.is_finalised {
            return Err(Refusal::new(
                Rule::OtpUsed,
                "the one-time password of this event was used before, and the event is finalised; \
                 expected one use of it",
            ));
        }
        self.check_open(now)?;
        let code = self.code.as_ref().ok_or_else(|| {
            Refusal::new(
                Rule::OtpNotSent,
                "no one-time password was sent for this event; expected a call that has it sent \
                 before",
            )
        })?;
        if code.has_expired(now) {
            return Err(Refusal::new(
                Rule::OtpExpired,
                "the one-time password has expired; expected the one of the last five minutes: \
                 have another one sent",
            ));
        }
        if !code.is(presented) {
            self.wrong_codes += 1;
            let left = CODE_ATTEMPTS - self.wrong_codes;
            return Err(Refusal::new(
                Rule::OtpWrong,
                format!(
                    "the one-time password is wrong; expected the one that was sent last; \
                     attempts that are left: {left}"
                ),
            ));
        }
        self.is_finalised = true;
        let user = self.user.clone().unwrap_or_default();
        Ok((user, self.effect.take()))
    }

    fn check_open(&self, now: Duration) -> Result<(), Refusal> {
        if self.wrong_codes >= CODE_ATTEMPTS {
            return Err(Refusal::new(
                Rule::OtpAttemptsExceeded,
                "too many wrong one-time passwords were given for this event, so it is over; \
                 expected a new one: start the login or the payment again",
            ));
        }
        if now >= self.expires_at {
            return Err(Refusal::new(
                Rule::EventExpired,
                "the event was not authorised within fifteen minutes, so it is over; expected a \
                 new one: start the login or the payment again",
            ));
        }
        Ok(())
    }
}
