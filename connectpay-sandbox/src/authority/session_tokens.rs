//! Users' sessions: issues their tokens and refreshes them.

use std::time::Duration;

use connectpay::tokens::IssuedTokens;

use super::Authority;
use crate::problem::Refusal;
use crate::session::Session;

/// ConnectPay's older APIs show a `refresh_token_expires_in` of 2,592,000. Nothing is
/// known about the API with integrated SCA.
pub(crate) const REFRESH_TOKEN_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Authority {
    /// Issues the tokens of a new session, as a login does.
    ///
    /// ```
    /// use connectpay_sandbox::{Authority, Rule, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
    ///
    /// let authority = Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET)?;
    /// let first = authority.issue_tokens("ada@example.com");
    /// let refresh_token = first.expose_refresh_token().unwrap();
    ///
    /// let next = authority.refresh_tokens(refresh_token).unwrap();
    /// assert_ne!(next.expose_refresh_token(), first.expose_refresh_token());
    /// // A refresh token is good for one use. Using it again ends the session.
    /// let refusal = authority.refresh_tokens(refresh_token).unwrap_err();
    /// assert_eq!(refusal.rule(), Rule::RefreshTokenReused);
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn issue_tokens(&self, user: &str) -> IssuedTokens {
        self.tokens_of(&Session::of(user))
    }

    /// Exchanges a session's newest refresh token for the next tokens. The old access
    /// token lives on, and the refresh token is used up.
    ///
    /// # Errors
    ///
    /// Fails if the refresh token is unknown, has expired (after 30 days), was revoked,
    /// or was used before, which ends its session.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    pub fn refresh_tokens(&self, refresh_token: &str) -> Result<IssuedTokens, Refusal> {
        let session = self
            .refresh_tokens
            .redeem(refresh_token, self.clock.now())?;
        Ok(self.tokens_of(&session))
    }

    /// Whether the user has a live session: an access token that passes, or a refresh
    /// token that gets one.
    #[must_use]
    pub fn is_logged_in(&self, user: &str) -> bool {
        let now = self.clock.now();
        self.access_tokens.is_any_alive(user, now) || self.refresh_tokens.is_any_alive(user, now)
    }

    fn tokens_of(&self, session: &Session) -> IssuedTokens {
        let expires_at = self.clock.now().saturating_add(REFRESH_TOKEN_LIFETIME);
        IssuedTokens::new(self.access_token(session.clone()))
            .with_refresh_token(self.refresh_tokens.issue(session.clone(), expires_at))
    }
}
