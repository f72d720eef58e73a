//! What a login service issues: an access token, and the refresh token that gets the
//! next one.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::AccessToken;
use crate::clock::Moment;
use crate::secret::Redacted;

/// An access token and the refresh token that came with it, if one did.
///
/// ConnectPay's pages say that refresh tokens exist, but neither what form they have
/// nor whether they can be used twice. So any text is accepted here, and the newest
/// refresh token is the one that a [`TokenStore`](crate::tokens::TokenStore) keeps.
/// `Debug` shows neither.
///
/// ```
/// use connectpay::AccessToken;
/// use connectpay::tokens::IssuedTokens;
///
/// let tokens = IssuedTokens::new(AccessToken::new("abc")?).with_refresh_token("def");
/// assert_eq!(tokens.expose_refresh_token(), Some("def"));
/// assert!(!format!("{tokens:?}").contains("def"));
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone)]
pub struct IssuedTokens {
    access: AccessToken,
    refresh: Option<Arc<SecretString>>,
}

impl IssuedTokens {
    /// Takes an access token without a refresh token.
    #[must_use]
    pub fn new(access_token: AccessToken) -> Self {
        Self {
            access: access_token,
            refresh: None,
        }
    }

    /// Adds the refresh token that came with the access token.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<String>) -> Self {
        self.refresh = Some(Arc::new(SecretString::from(refresh_token.into())));
        self
    }

    /// Returns these tokens, with the refresh token of the previous ones if none came
    /// with these. RFC 6749, section 6, lets the service decide whether it issues a new
    /// one.
    pub(super) fn or_refresh_token_of(mut self, last: &Self) -> Self {
        self.refresh = self.refresh.or_else(|| last.refresh.clone());
        self
    }

    /// Sets that the life of these tokens began no later than `moment`, when the
    /// request for them was sent.
    pub(super) fn since(mut self, moment: Moment) -> Self {
        self.access = self.access.since(moment);
        self
    }

    /// Whether both tokens are the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.access.is_same(&other.access)
            && self.expose_refresh_token() == other.expose_refresh_token()
    }

    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &AccessToken {
        &self.access
    }

    /// Returns the refresh token itself, to store it or to send it. Never print it.
    #[must_use]
    pub fn expose_refresh_token(&self) -> Option<&str> {
        self.refresh.as_ref().map(|token| token.expose_secret())
    }
}

impl fmt::Debug for IssuedTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedTokens")
            .field("access_token", &self.access)
            .field("refresh_token", &self.refresh.as_ref().map(|_| Redacted))
            .finish()
    }
}
