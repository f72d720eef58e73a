//! Strong customer authentication: challenges, and their one-time passwords.

use super::Authority;
use crate::challenge::{CodeObserver, Effect, Purpose};
use crate::principal::Principal;
use crate::problem::Refusal;

impl Authority {
    /// Starts the challenge of a login and returns its `authorisationEventId`. The
    /// partner has the code sent and verified, since there is no access token yet.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn start_login(&self, user: &str) -> String {
        self.start(Purpose::Login, Some(user), None)
    }

    /// Starts a challenge for a user who is logged in and returns its
    /// `authorisationEventId`. An endpoint of your own answers with it and with
    /// `"challengeStatus": "Required"`.
    ///
    /// ```
    /// use connectpay_sandbox::{Authority, Principal, Rule, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
    ///
    /// let authority = Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET)?;
    /// let event = authority.start_challenge("ada");
    /// # let principal = Principal::user("ada", [203, 0, 113, 7]);
    /// // An endpoint gets the principal from the request's extensions.
    /// authority.send_code(&principal, &event)?;
    ///
    /// let code = authority.last_code("ada").unwrap();
    /// let wrong = if code == "000000" { "000001" } else { "000000" };
    /// let refusal = authority.verify_code(&principal, &event, wrong).unwrap_err();
    /// assert_eq!(refusal.rule(), Rule::OtpWrong);
    /// assert_eq!(authority.verify_code(&principal, &event, &code)?, "ada");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn start_challenge(&self, user: &str) -> String {
        self.start(Purpose::Action, Some(user), None)
    }

    /// Starts a challenge and calls `when_finalised` when the challenge is finalised:
    /// once, and never otherwise. Use it to do what the user authorised. It runs before
    /// [`verify_code`](Self::verify_code) returns.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn start_challenge_then(
        &self,
        user: &str,
        when_finalised: impl FnOnce() + Send + 'static,
    ) -> String {
        self.start(Purpose::Action, Some(user), Some(Box::new(when_finalised)))
    }

    /// Starts a challenge that becomes the challenge of the first user who has its code
    /// sent.
    pub(crate) fn start_open_challenge(&self) -> String {
        self.start(Purpose::Action, None, None)
    }

    fn start(&self, purpose: Purpose, user: Option<&str>, effect: Option<Effect>) -> String {
        self.challenges
            .start(purpose, user, effect, self.clock.now())
    }

    /// Sends the challenge's one-time password to its user. It replaces the previous
    /// one. Read it with [`last_code`](Self::last_code).
    ///
    /// # Errors
    ///
    /// Fails if the challenge is unknown, belongs to another user or the other scheme,
    /// is finalised, has expired ([`CHALLENGE_LIFETIME`](crate::CHALLENGE_LIFETIME)) or
    /// has had too many wrong codes ([`CODE_ATTEMPTS`](crate::CODE_ATTEMPTS)).
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    pub fn send_code(
        &self,
        asker: &Principal,
        authorisation_event_id: &str,
    ) -> Result<(), Refusal> {
        self.challenges
            .send(asker, authorisation_event_id, self.clock.now())
    }

    /// Finalises the challenge if its one-time password is right, and returns its user.
    ///
    /// # Errors
    ///
    /// Fails for the reasons of [`send_code`](Self::send_code), or if the code is
    /// wrong, was used, has expired ([`CODE_LIFETIME`](crate::CODE_LIFETIME)) or was
    /// never sent. Each reason is a [`Rule`](crate::Rule) of its own.
    pub fn verify_code(
        &self,
        asker: &Principal,
        authorisation_event_id: &str,
        code: &str,
    ) -> Result<String, Refusal> {
        self.challenges
            .verify(asker, authorisation_event_id, code, self.clock.now())
    }

    /// Whether the challenge's one-time password was verified.
    #[must_use]
    pub fn is_finalised(&self, authorisation_event_id: &str) -> bool {
        self.challenges.is_finalised(authorisation_event_id)
    }

    /// The one-time password that was last sent to the user, valid or not.
    #[must_use]
    pub fn last_code(&self, user: &str) -> Option<String> {
        self.challenges.last_code(user)
    }

    pub(crate) fn observe_codes(&self, observer: CodeObserver) {
        self.challenges.observe(observer);
    }
}
