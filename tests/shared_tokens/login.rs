//! A login service whose refresh tokens can be used once, and a server that accepts
//! only its newest access token.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use connectpay::tokens::{
    IssuedTokens, SessionExpired, SharedTokens, TokenRefresh, TokenSource, TokenStore,
};
use connectpay::transport::RequestBody;
use connectpay::{AccessToken, BoxError, Client, Environment, PartnerCredentials, Result, Session};
use http::StatusCode;
use tower::Service;

/// Made up.
#[connectpay::api]
pub(crate) trait Example {
    #[connectpay::endpoint(method = GET, path = "/example/client/things", auth = user)]
    async fn things(&self) -> Result<()>;
}

/// The login service of one user.
#[derive(Clone)]
pub(crate) struct Login {
    user: &'static str,
    /// How many refreshes there were. The refresh token with this number is valid.
    given: Arc<AtomicUsize>,
    asked: Arc<AtomicUsize>,
    takes: Duration,
    lifetime: Duration,
    refused: Arc<Mutex<Vec<String>>>,
    sent: Arc<Mutex<Vec<String>>>,
    revoked: Arc<Mutex<Vec<String>>>,
}

impl Login {
    pub(crate) fn of(user: &'static str) -> Self {
        Self {
            user,
            given: Arc::default(),
            asked: Arc::default(),
            takes: Duration::from_millis(30),
            lifetime: Duration::from_mins(5),
            refused: Arc::default(),
            sent: Arc::default(),
            revoked: Arc::default(),
        }
    }

    pub(crate) fn lives(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    pub(crate) fn takes(mut self, takes: Duration) -> Self {
        self.takes = takes;
        self
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.given.load(Ordering::SeqCst)
    }

    /// Waits until a refresh has begun.
    pub(crate) async fn is_asked(&self) {
        while self.asked.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The tokens of a user who logs in.
    pub(crate) fn first(&self) -> IssuedTokens {
        self.tokens(0)
    }

    fn tokens(&self, number: usize) -> IssuedTokens {
        let access = AccessToken::new(format!("{}.{number}", self.user)).unwrap();
        IssuedTokens::new(access.with_lifetime(self.lifetime))
            .with_refresh_token(format!("{} may {number}", self.user))
    }

    /// Makes the server refuse this token from now on.
    pub(crate) fn refuse(&self, token: &str) {
        self.refused.lock().unwrap().push(format!("Bearer {token}"));
    }

    /// The access tokens that the server received.
    pub(crate) fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }

    /// The refresh tokens that were revoked.
    pub(crate) fn revoked(&self) -> Vec<String> {
        self.revoked.lock().unwrap().clone()
    }

    pub(crate) fn session(&self, store: impl TokenStore) -> Session {
        self.session_of(SharedTokens::new(store, self.user, self.clone()))
    }

    /// A session with other tokens, against the server that accepts this user's.
    pub(crate) fn session_of(&self, tokens: impl TokenSource) -> Session {
        self.client().session(tokens, [192, 0, 2, 7]).unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let environment = Environment::custom("http://localhost").unwrap();
        Client::builder(environment, credentials)
            .transport(Server(self.clone()))
            .build()
            .unwrap()
    }
}

impl TokenRefresh for Login {
    async fn refresh(
        &self,
        refresh_token: Option<&str>,
    ) -> std::result::Result<IssuedTokens, BoxError> {
        let spent = refresh_token.ok_or(SessionExpired)?.to_owned();
        self.asked.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        let number = self.given.load(Ordering::SeqCst);
        if spent != format!("{} may {number}", self.user) {
            return Err("the refresh token was used before, or is another user's".into());
        }
        self.given.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        Ok(self.tokens(number + 1))
    }

    async fn revoke(&self, tokens: IssuedTokens) -> std::result::Result<(), BoxError> {
        let refresh_token = tokens.expose_refresh_token().unwrap_or_default();
        self.revoked.lock().unwrap().push(refresh_token.to_owned());
        Ok(())
    }
}

/// Accepts this user's tokens, except refused ones.
#[derive(Clone)]
struct Server(Login);

impl Service<http::Request<RequestBody>> for Server {
    type Response = http::Response<RequestBody>;
    type Error = Infallible;
    type Future = Ready<std::result::Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let token = request.headers()["authorization"].to_str().unwrap();
        let own = format!("Bearer {}.", self.0.user);
        assert!(token.starts_with(&own), "{token} of another user");
        let sent = token.trim_start_matches("Bearer ").to_owned();
        self.0.sent.lock().unwrap().push(sent);
        let mut response = http::Response::default();
        if self
            .0
            .refused
            .lock()
            .unwrap()
            .iter()
            .any(|refused| refused == token)
        {
            *response.status_mut() = StatusCode::UNAUTHORIZED;
        }
        ready(Ok(response))
    }
}
