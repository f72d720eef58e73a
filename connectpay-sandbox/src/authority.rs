//! The authority that decides who may pass: credentials, tokens, challenges and the clock.

mod authenticate;
mod sca;
mod session_tokens;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use connectpay::{AccessToken, PartnerCredentials};

use crate::challenge::Challenges;
use crate::clock::Clock;
use crate::decided_path::DecidedPath;
use crate::session::Session;
use crate::token::{AccessTokens, RefreshTokens};

pub(crate) use self::session_tokens::REFRESH_TOKEN_LIFETIME;

/// The `ClientKey` of the example on ConnectPay's page about authentication.
pub const SAMPLE_CLIENT_KEY: &str = "ConnectPay";
/// The `ClientSecret` of the example on ConnectPay's page about authentication.
pub const SAMPLE_CLIENT_SECRET: &str = "EasyBanking";

/// ConnectPay documents that a user's access token lives five minutes.
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(5 * 60);

/// Decides which requests pass, with or without a running [`Sandbox`](crate::Sandbox).
///
/// It issues users' tokens, and starts, sends and verifies the challenges of
/// strong customer authentication. Clones share tokens, challenges and clock.
///
/// ```
/// use axum::{Router, routing::get};
/// use connectpay_sandbox::{Authority, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
///
/// let authority = Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET)?;
/// let router: Router = Router::new()
///     .route("/example/client/accounts", get(|| async { "[]" }))
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
    access_tokens: Arc<AccessTokens>,
    refresh_tokens: Arc<RefreshTokens>,
    challenges: Arc<Challenges>,
    decided_paths: Arc<Vec<DecidedPath>>,
    clock: Clock,
}

impl Authority {
    /// Makes an authority that accepts this partner and whose tokens live for five
    /// minutes.
    ///
    /// # Errors
    ///
    /// Fails if [`PartnerCredentials::new`] refuses the credentials.
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
            access_tokens: Arc::default(),
            refresh_tokens: Arc::default(),
            challenges: Arc::default(),
            decided_paths: Arc::default(),
            clock: Clock::new(),
        })
    }

    /// Sets how long the tokens that are issued from now on live.
    #[must_use]
    pub fn with_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// Accepts a path that has both the segment `partner` and the segment `client`, and
    /// says which decides: see [`SandboxBuilder::decided_by`](crate::SandboxBuilder::decided_by).
    ///
    /// # Panics
    ///
    /// Panics if the segment is not the first of the two in the path.
    #[must_use]
    pub fn with_decided_path(mut self, path: impl Into<String>, segment: &str) -> Self {
        Arc::make_mut(&mut self.decided_paths).push(DecidedPath::new(path.into(), segment));
        self
    }

    /// Replaces the clock with one that only [`advance`](Self::advance) moves. Call it
    /// before the authority has issued anything.
    pub(crate) fn with_paused_clock(mut self) -> Self {
        self.clock = Clock::paused();
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

    /// Issues a new access token to a user, as a session of its own without a refresh
    /// token.
    ///
    /// A user who was created is named by the email address, and only so has the user's
    /// challenges. Any other name will do as well, even that of a user who was not
    /// created. ConnectPay's public pages do not show how a login works, so this stands in
    /// for one.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn issue_token(&self, user: &str) -> AccessToken {
        self.access_token(Session::of(user))
    }

    fn access_token(&self, session: Session) -> AccessToken {
        let expires_at = self.clock.now().saturating_add(self.token_lifetime);
        let token = AccessToken::new(self.access_tokens.issue(session, expires_at))
            .expect("base64 and a dot are valid in a token");
        token.with_lifetime(self.token_lifetime)
    }

    /// Ends the life of a token, as if its time were over. It does not affect a token
    /// of another authority.
    ///
    /// The [`AccessToken`] itself does not change. A client that holds it finds out
    /// with a 401, as it does when clocks differ.
    pub fn expire(&self, token: &AccessToken) {
        self.access_tokens
            .expire(token.expose_secret(), self.clock.now());
    }

    /// Ends the session of a token, as a logout does: that token, the tokens that
    /// replaced it by a refresh, and their refresh token. It does not affect a token of
    /// another authority.
    pub fn revoke(&self, token: &AccessToken) {
        self.access_tokens.revoke(token.expose_secret());
    }

    /// Moves the authority's clock forward, so that tokens expire without waiting. It
    /// does not move other clocks, such as a client's.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// By the sandbox's clock.
    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("token_lifetime", &self.token_lifetime)
            .finish_non_exhaustive()
    }
}
