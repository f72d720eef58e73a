//! The authority that decides who may pass: credentials, tokens and the clock.

mod authenticate;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use connectpay::{AccessToken, PartnerCredentials};

use crate::clock::Clock;
use crate::token::{TokenId, Tokens};

/// The `ClientKey` of the example on ConnectPay's page about authentication.
pub const SAMPLE_CLIENT_KEY: &str = "ConnectPay";
/// The `ClientSecret` of the example on ConnectPay's page about authentication.
pub const SAMPLE_CLIENT_SECRET: &str = "EasyBanking";

/// ConnectPay documents that a user's access token lives five minutes.
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(5 * 60);

/// Decides which requests pass, with or without a running [`Sandbox`](crate::Sandbox).
///
/// Clones share tokens and clock.
///
/// ```
/// use axum::{Router, routing::get};
/// use connectpay_sandbox::{Authority, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
///
/// let authority = Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET)?;
/// let router: Router = Router::new()
///     .route("/baas-sca/accounts/client/accounts", get(|| async { "[]" }))
///     .layer(authority.layer());
/// let token = authority.issue_token("ada@example.com");
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone)]
pub struct Authority {
    client_key: Arc<str>,
    client_secret: Arc<str>,
    credentials: PartnerCredentials,
    token_lifetime: Duration,
    tokens: Arc<Tokens>,
    clock: Clock,
}

impl Authority {
    /// An authority that accepts this partner, and tokens of five minutes.
    ///
    /// # Errors
    ///
    /// Credentials that [`PartnerCredentials::new`] refuses.
    pub fn new(
        client_key: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> connectpay::Result<Self> {
        let (client_key, client_secret) = (client_key.into(), client_secret.into());
        Ok(Self {
            credentials: PartnerCredentials::new(client_key.as_str(), client_secret.as_str())?,
            client_key: client_key.into(),
            client_secret: client_secret.into(),
            token_lifetime: TOKEN_LIFETIME,
            tokens: Arc::default(),
            clock: Clock::new(),
        })
    }

    /// The same authority, whose tokens live this long from now on.
    #[must_use]
    pub fn with_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// The credentials of the partner that is accepted.
    #[must_use]
    pub fn credentials(&self) -> PartnerCredentials {
        self.credentials.clone()
    }

    /// The `ClientKey` of the partner that is accepted.
    #[must_use]
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    /// The `ClientSecret` of the partner that is accepted.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        &self.client_secret
    }

    /// A new access token of a user.
    ///
    /// The name is free: it need not be a user that was created. How a login
    /// looks is not in ConnectPay's public pages, so this stands in for it.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    #[must_use]
    pub fn issue_token(&self, user: &str) -> AccessToken {
        let expires_at = self.clock.now().saturating_add(self.token_lifetime);
        let token = AccessToken::new(self.tokens.issue(user, expires_at))
            .expect("base64 and a dot are valid in a token");
        token.with_lifetime(self.token_lifetime)
    }

    /// Ends the life of a token, as if its time were over. A token of another
    /// authority is not touched.
    ///
    /// The [`AccessToken`] itself does not hear of it: a client that holds one
    /// finds out by a 401, as it does when the clocks differ.
    pub fn expire(&self, token: &AccessToken) {
        self.tokens.expire(token.expose_secret(), self.clock.now());
    }

    /// Revokes a token, as a logout does. A token of another authority is not
    /// touched.
    pub fn revoke(&self, token: &AccessToken) {
        self.tokens.revoke(token.expose_secret());
    }

    /// Moves the authority's clock forward, so that tokens expire without
    /// waiting. Clocks elsewhere, such as a client's, do not move.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    pub(crate) fn revoke_id(&self, id: &TokenId) {
        self.tokens.revoke_id(id);
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("token_lifetime", &self.token_lifetime)
            .finish_non_exhaustive()
    }
}
