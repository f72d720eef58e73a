//! Build a wallet for the browser, from the login to a payment's final state: what a
//! partner writes around this library, with a page for each step.
//!
//! `cargo run --example wallet` serves it on <http://127.0.0.1:3000> against the
//! embedded sandbox, and prints one-time passwords in place of an SMS.
//!
//! | step | where |
//! |---|---|
//! | the endpoints, declared | `api.rs` |
//! | email and password, and a logout | `login.rs`, `login/email.rs` |
//! | the code of a login | `login/code.rs`, `challenges.rs` |
//! | who is asking, and until when | `login/user.rs`, `login/logins.rs`, `login/cookie.rs` |
//! | the next tokens | `login/refresh.rs` |
//! | a payment that is recorded before it is sent | `payment.rs`, `order.rs`, `reference.rs`, `journal.rs` |
//! | its code, whose challenge stays on the server | `payment/code.rs`, `challenges.rs` |
//! | what became of it | `payment/state.rs` |
//! | the pages, and what a browser may do with them | `page.rs`, `failure.rs`, `browser.rs` |
//!
//! ConnectPay shows no paths for most of these calls. Paths that begin with `/sandbox`
//! are the sandbox's own.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    unreachable_pub,
    reason = "an example shows what it does, and reads as an application does"
)]

mod api;
mod browser;
mod challenges;
mod failure;
mod journal;
mod login;
mod order;
mod page;
mod payment;
mod reference;
#[cfg(test)]
mod tests;
mod to_the_end;

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::{get, post};
use axum::{Router, middleware};
use connectpay::tokens::MemoryTokenStore;
use connectpay::{Client, EncryptionKeys};
use connectpay_sandbox::{Sandbox, SentCode};

use crate::api::{NewUser, UserManagement as _};
use crate::challenges::Challenges;
use crate::journal::Journal;
use crate::login::logins::{IDLE, Logins};

/// What all requests share.
#[derive(Clone)]
struct App {
    client: Client,
    /// On more than one machine, use a `RedisTokenStore`.
    tokens: MemoryTokenStore,
    /// The key comes from the vault that has the partner's credentials.
    keys: EncryptionKeys,
    logins: Arc<Logins>,
    database: Database,
    /// How long a payment or a code may be on its way: twice the time that a call may
    /// take, and longer if a gateway holds requests back.
    on_its_way: Duration,
    /// How long a page waits for the end of a payment.
    watch: Duration,
}

/// What outlives a process, and what all machines share.
#[derive(Clone, Default)]
struct Database {
    journal: Arc<Journal>,
    challenges: Arc<Challenges>,
}

impl App {
    fn new(client: Client, database: Database) -> connectpay::Result<Self> {
        Ok(Self {
            client,
            tokens: MemoryTokenStore::new(),
            keys: EncryptionKeys::new("2026-11", [7; 32])?,
            logins: Arc::new(Logins::new(IDLE)),
            database,
            on_its_way: Duration::from_mins(1),
            watch: Duration::from_secs(10),
        })
    }

    fn router(self) -> Router {
        Router::new()
            .route("/", get(login::form))
            .route("/login", post(login::log_in))
            .route("/login/code", post(login::code::verify))
            .route("/login/code/send", post(login::code::send_again))
            .route("/logout", post(login::log_out))
            .route("/pay", get(payment::form).post(payment::pay))
            .route("/pay/code", post(payment::code::verify))
            .route("/pay/code/send", post(payment::code::send_again))
            .route("/payments/{reference}", get(payment::state::show))
            .layer(middleware::from_fn(browser::refuse_other_sites))
            .layer(middleware::map_response(browser::restrict))
            .with_state(self)
    }
}

/// Creates a user to log in as.
async fn create_user(sandbox: &Sandbox, client: &Client) -> connectpay::Result<()> {
    let user = NewUser {
        email: "ada@example.com",
        password: "encrypted-in-the-browser",
        mobile_phone_number: "+37060000000",
        redirect_url: "https://partner.example/welcome",
    };
    client.create_user(&user).await?;
    // Plays the user who follows the link in the email.
    sandbox.validate_user(user.email);
    Ok(())
}

/// What an SMS says.
fn message(sent: &SentCode) -> String {
    let user = sent.user.escape_debug();
    format!("One-time password of {user}: {}", sent.code)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .code_observer(|sent| println!("{}", message(sent)))
        .start()
        .await?;
    let client = Client::builder(sandbox.environment(), sandbox.credentials()).build()?;
    create_user(&sandbox, &client).await?;
    let app = App::new(client.clone(), Database::default())?.router();
    let address = "127.0.0.1:3000";
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("the pages cannot be served on {address}: {error}"))?;
    println!(
        "Log in as ada@example.com with the password encrypted-in-the-browser at http://{}",
        listener.local_addr()?
    );
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await?;
    // A refresh that is under way has already spent its refresh token.
    client.wait_for_refreshes().await;
    Ok(())
}
