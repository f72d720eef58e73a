//! Strong customer authentication: challenges, and their one-time passwords.

use super::Authority;
use crate::challenge::{CodeObserver, Effect, Purpose};
use crate::principal::Principal;
use crate::problem::Refusal;

impl Authority {
    /// Starts the challenge of a login and gives its `authorisationEventId`. The
    /// partner has its code sent and verified, since there is no access token yet.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    #[must_use]
    pub fn start_login(&self, user: &str) -> String {
        self.start(Purpose::Login, Some(user), None)
    }

    /// Starts a challenge for a user who is logged in and gives its
    /// `authorisationEventId`: what an endpoint of your own answers together with
    /// `"challengeStatus": "Required"`.
    ///
    /// ```
    /// use connectpay_sandbox::{Authority, Principal, Rule, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
    ///
    /// let authority = Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET)?;
    /// let event = authority.start_challenge("ada");
    /// # let principal = Principal::user("ada", [203, 0, 113, 7]);
    /// // An endpoint has the principal from the request's extensions.
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
    /// When the operating system has no random bytes to give.
    #[must_use]
    pub fn start_challenge(&self, user: &str) -> String {
        self.start(Purpose::Action, Some(user), None)
    }

    /// The same, with something to do once, when the challenge is finalised, and
    /// never otherwise: to carry out what the user authorised. It is called
    /// before [`verify_code`](Self::verify_code) returns.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    #[must_use]
    pub fn start_challenge_then(
        &self,
        user: &str,
        when_finalised: impl FnOnce() + Send + 'static,
    ) -> String {
        self.start(Purpose::Action, Some(user), Some(Box::new(when_finalised)))
    }

    /// A challenge of whichever user first has its code sent.
    pub(crate) fn start_open_challenge(&self) -> String {
        self.start(Purpose::Action, None, None)
    }

    fn start(&self, purpose: Purpose, user: Option<&str>, effect: Option<Effect>) -> String {
        self.challenges
            .start(purpose, user, effect, self.clock.now())
    }

    /// Sends the challenge's one-time password to its user, who is asked for it
    /// by [`last_code`](Self::last_code). It takes the place of the one before.
    ///
    /// # Errors
    ///
    /// The challenge is unknown, another user's, of the other scheme, finalised,
    /// expired ([`CHALLENGE_LIFETIME`](crate::CHALLENGE_LIFETIME)) or had too many
    /// wrong codes ([`CODE_ATTEMPTS`](crate::CODE_ATTEMPTS)).
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    pub fn send_code(
        &self,
        asker: &Principal,
        authorisation_event_id: &str,
    ) -> Result<(), Refusal> {
        self.challenges
            .send(asker, authorisation_event_id, self.clock.now())
    }

    /// Finalises the challenge if its one-time password is right, and gives the
    /// user whose it is.
    ///
    /// # Errors
    ///
    /// As of [`send_code`](Self::send_code); and the code is wrong, used, expired
    /// ([`CODE_LIFETIME`](crate::CODE_LIFETIME)) or was never sent. Each is a
    /// [`Rule`](crate::Rule) of its own.
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

    /// The one-time password that was sent to the user last, good or not.
    #[must_use]
    pub fn last_code(&self, user: &str) -> Option<String> {
        self.challenges.last_code(user)
    }

    pub(crate) fn observe_codes(&self, observer: CodeObserver) {
        self.challenges.observe(observer);
    }
}
