//! Sessions of users: their tokens, and the next ones.

use std::time::Duration;

use connectpay::tokens::IssuedTokens;

use super::Authority;
use crate::problem::Refusal;
use crate::session::Session;

/// As in ConnectPay's older APIs, where `refresh_token_expires_in` is 2,592,000.
/// Nothing is known of the one with integrated SCA.
pub(crate) const REFRESH_TOKEN_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Authority {
    /// The tokens of a new session of a user: what a login gives.
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
    /// // It was good for one use, and who uses it again ends the session.
    /// let refusal = authority.refresh_tokens(refresh_token).unwrap_err();
    /// assert_eq!(refusal.rule(), Rule::RefreshTokenReused);
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    #[must_use]
    pub fn issue_tokens(&self, user: &str) -> IssuedTokens {
        self.tokens_of(&Session::of(user))
    }

    /// The next tokens of a session, for its newest refresh token: the access
    /// token that there was lives on, the refresh token is used up.
    ///
    /// # Errors
    ///
    /// The refresh token is unknown, expired (after 30 days), revoked, or was
    /// used before; that ends its session.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    pub fn refresh_tokens(&self, refresh_token: &str) -> Result<IssuedTokens, Refusal> {
        let session = self
            .refresh_tokens
            .redeem(refresh_token, self.clock.now())?;
        Ok(self.tokens_of(&session))
    }

    /// Whether a session of the user's is alive: an access token that passes, or
    /// a refresh token that gives one.
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
