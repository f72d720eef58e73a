//! Keep users logged in over many requests: a store that the configuration chooses, a
//! login, a session for each request, a refresh, a logout and a shutdown.
//!
//! `cargo run --example sessions` keeps the tokens in memory. With `--features redis`,
//! `REDIS_URL` and `TOKEN_KEY` (64 hexadecimal digits) it keeps them in Redis, where
//! other machines share them.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::net::Ipv4Addr;
use std::sync::Arc;

use connectpay::tokens::{
    BoxTokenStore, IssuedTokens, MemoryTokenStore, SessionExpired, SharedTokens, TokenRefresh,
    TokenStore as _,
};
use connectpay::{AccessToken, BoxError, Client, Result};
use connectpay_sandbox::Sandbox;

/// What a user does.
#[connectpay::api(base = "/baas-sca/user-management/client")]
pub trait Sca {
    /// Sends the user a one-time password.
    #[connectpay::endpoint(method = POST, path = "/sca/authorise/{event_id}", auth = user)]
    async fn authorise(&self, event_id: &str) -> Result<()>;
}

/// The login service. Here it is the sandbox, which takes any refresh token.
struct Login(Arc<Sandbox>);

impl Login {
    fn issue(&self, user: &str) -> IssuedTokens {
        IssuedTokens::new(self.0.issue_token(user)).with_refresh_token(user)
    }
}

impl TokenRefresh for Login {
    async fn refresh(
        &self,
        refresh_token: Option<&str>,
    ) -> std::result::Result<IssuedTokens, BoxError> {
        // A service says `invalid_grant` when the user has to log in again. This error
        // says the same here.
        let user = refresh_token.ok_or(SessionExpired)?;
        println!("   (a refresh)");
        Ok(self.issue(user))
    }

    async fn revoke(&self, tokens: IssuedTokens) -> std::result::Result<(), BoxError> {
        let token: &AccessToken = tokens.access_token();
        self.0.revoke(token);
        Ok(())
    }
}

/// Everything that a request needs.
struct Application {
    client: Client,
    store: BoxTokenStore,
    login: Arc<Login>,
}

impl Application {
    /// Handles one request of the user, on whichever machine it came to. The
    /// application knows who the user is; here the argument says so.
    async fn confirm(&self, user: &str, ip: Ipv4Addr, event_id: &str) -> Result<()> {
        let tokens = SharedTokens::new(self.store.clone(), user, Arc::clone(&self.login));
        self.client.session(tokens, ip)?.authorise(event_id).await
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), BoxError> {
    let sandbox = Arc::new(Sandbox::start().await?);
    let application = Application {
        client: Client::builder(sandbox.environment(), sandbox.credentials()).build()?,
        store: store()?,
        login: Arc::new(Login(Arc::clone(&sandbox))),
    };
    let (user, ip) = ("user-7", Ipv4Addr::new(198, 51, 100, 7));

    println!("1. The user logs in, which stores the tokens.");
    let issued = application.login.issue(user);
    application.store.replace(user, Some(&issued)).await?;

    println!("2. A request, with the token that was stored.");
    let event = sandbox.start_authorisation_event();
    application.confirm(user, ip, &event).await?;

    println!("3. ConnectPay refuses the token; the next one is asked for.");
    sandbox.expire(issued.access_token());
    let event = sandbox.start_authorisation_event();
    application.confirm(user, ip, &event).await?;

    println!("4. The user logs out, and calls no more.");
    application.store.replace(user, None).await?;
    match application.confirm(user, ip, &event).await {
        Err(error) if error.is_session_expired() => println!("   {error}."),
        other => println!("   Not expected: {other:?}"),
    }

    println!("5. The process ends when no refresh is under way.");
    application.client.wait_for_refreshes().await;
    Ok(())
}

/// A store in Redis if the environment names one, otherwise in memory.
fn store() -> std::result::Result<BoxTokenStore, BoxError> {
    if let Ok(url) = std::env::var("REDIS_URL") {
        let store = in_redis(&url)?;
        println!("The tokens are kept in Redis.");
        return Ok(store);
    }
    println!("The tokens are kept in memory. REDIS_URL names a Redis server to keep them in.");
    Ok(BoxTokenStore::new(MemoryTokenStore::new()))
}

#[cfg(feature = "redis")]
fn in_redis(url: &str) -> std::result::Result<BoxTokenStore, BoxError> {
    use connectpay::EncryptionKeys;
    use connectpay::tokens::RedisTokenStore;

    let digits = std::env::var("TOKEN_KEY").unwrap_or_default();
    let mut key = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return Err("TOKEN_KEY, which seals the tokens, has to be 64 hexadecimal digits".into());
    }
    for (number, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * number..2 * number + 2], 16)?;
    }
    let keys = EncryptionKeys::new("of the example", key)?;
    Ok(BoxTokenStore::new(RedisTokenStore::new(url, keys)?))
}

#[cfg(not(feature = "redis"))]
fn in_redis(_: &str) -> std::result::Result<BoxTokenStore, BoxError> {
    Err("REDIS_URL is set, but Redis is not built in; add `--features redis`".into())
}
