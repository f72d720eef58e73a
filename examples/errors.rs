//! Decide what to do about each error: the outcome says what became of a payment, and
//! the stage says where to look.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use connectpay::{
    AccessToken, Client, Environment, Error, Outcome, PartnerCredentials, Result, Stage,
};
use connectpay_sandbox::Sandbox;
use http::StatusCode;
use serde_json::{Value, json};

/// Two of the documented paths.
#[connectpay::api(base = "/baas-sca")]
pub trait Payments {
    /// Starts a top-up of a user's account.
    #[connectpay::endpoint(path = "/merchant/partner/topup/pis", auth = partner)]
    async fn top_up(&self, #[body] top_up: &Value) -> Result<Value>;

    /// Sends the user a one-time password.
    #[connectpay::endpoint(
        method = POST,
        path = "/user-management/client/sca/authorise/{event_id}",
        auth = user
    )]
    async fn authorise(&self, event_id: &str) -> Result<()>;
}

/// What a program that moves money does with an error.
fn decide(error: &Error) {
    println!("   {error}");
    let status = error.status().map(|status| status.as_u16());
    let decision = match (error.outcome(), error.is_transient()) {
        (Outcome::NotSent, true) => "Nothing was sent. Send it again in a while.",
        (Outcome::NotSent, false) => "Nothing was sent. Mend the cause, then send it again.",
        // A 429. The wait is `error.retry_after()`.
        (Outcome::Rejected, true) => "Not now, and nothing was done. Send it again after the wait.",
        // This request did nothing, but an earlier one with its reference may have.
        (Outcome::Rejected, false) if status == Some(409) => {
            "Perhaps it was done before. Ask for the state of the payment with this reference."
        }
        (Outcome::Rejected, false) => "ConnectPay says no. Sending the same again is of no use.",
        _ => "Unknown. Ask for the state of the payment; do not send it again.",
    };
    let look_at = match error.stage() {
        Stage::Build => "the argument or setting that the message names",
        Stage::Authenticate => "the user's access token: log in again",
        Stage::Transport => "the network",
        Stage::Service => "ConnectPay's answer",
        Stage::Decode => "ConnectPay's answer, and the answer type of the declaration",
        _ => "the message",
    };
    println!("   {decision}\n   Look at {look_at}.");
    if let Some(answer) = error.service() {
        // ConnectPay documents no format. The sandbox answers with problem documents.
        if let Ok(problem) = answer.json::<Value>() {
            println!("   The answer: {} {}", answer.status(), problem["detail"]);
        }
    }
    println!();
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder(sandbox.environment(), sandbox.credentials()).build()?;
    let token = sandbox.issue_token("ada");
    let session = client.session(token.clone(), [198, 51, 100, 7])?;

    println!("An argument that would change the path:");
    session.authorise("..").await.err().iter().for_each(decide);

    println!("An access token at the end of its life:");
    let ended = AccessToken::new("abc")?.with_lifetime(Duration::ZERO);
    let late = client.session(ended, [198, 51, 100, 7])?;
    late.authorise("event-1")
        .await
        .err()
        .iter()
        .for_each(decide);

    println!("A body that the server refuses:");
    client
        .top_up(&json!({}))
        .await
        .err()
        .iter()
        .for_each(decide);

    unreachable().await?;
    what_the_sandbox_never_answers();
    Ok(())
}

/// Servers that do not answer, or are not there.
async fn unreachable() -> std::result::Result<(), Box<dyn std::error::Error>> {
    println!("A server that does not answer in time:");
    let silent = std::net::TcpListener::bind("127.0.0.1:0")?;
    let environment = Environment::custom(&format!("http://{}", silent.local_addr()?))?;
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    let unlucky = Client::builder(environment, credentials).build()?;
    let top_up = unlucky.top_up(&json!({ "redirectUrl": "https://partner.example" }));
    top_up
        .timeout(Duration::from_millis(300))
        .await
        .err()
        .iter()
        .for_each(decide);

    println!("A server that is not there:");
    drop(silent);
    let top_up = unlucky.top_up(&json!({ "redirectUrl": "https://partner.example" }));
    top_up.await.err().iter().for_each(decide);
    Ok(())
}

/// Answers made as a fake makes them.
fn what_the_sandbox_never_answers() {
    for (what, status) in [
        ("Too many requests:", StatusCode::TOO_MANY_REQUESTS),
        ("A reference that was used before:", StatusCode::CONFLICT),
    ] {
        println!("{what}");
        let mut answer = http::Response::default();
        *answer.status_mut() = status;
        decide(&Error::from_response(answer));
    }
    println!("A payment whose answer is of another form than declared:");
    let mut answer = http::Response::new(r#"{"detail":"paid"}"#.into());
    *answer.status_mut() = StatusCode::CREATED;
    decide(&Error::from_unreadable_response(answer));
}
