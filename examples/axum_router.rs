//! Answer requests within the process, without a socket: an `axum::Router` is the
//! transport. Any other `tower::Service` works too.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use connectpay::{AccessToken, Client, Environment, PartnerCredentials, Result};
use serde_json::{Value, json};

/// One of the documented paths; ConnectPay shows no method and no answer for it.
#[connectpay::api(base = "/baas-sca/user-management", auth = user)]
pub trait Sca {
    /// Sends the user a one-time password.
    #[connectpay::endpoint(method = POST, path = "/client/sca/authorise/{event_id}")]
    async fn authorise(&self, event_id: &str) -> Result<Value>;
}

async fn authorise(Path(event_id): Path<String>, headers: HeaderMap) -> (StatusCode, Json<Value>) {
    // A request arrives as a server would see it: escaped, with its credentials.
    if !headers.contains_key("authorization") || !headers.contains_key("psu-ip-address") {
        return (StatusCode::UNAUTHORIZED, Json(json!({})));
    }
    (StatusCode::OK, Json(json!({ "event": event_id })))
}

#[tokio::main]
async fn main() -> Result<()> {
    let router = Router::new().route(
        "/baas-sca/user-management/client/sca/authorise/{event_id}",
        post(authorise),
    );
    let client = Client::builder(
        // The router has no address. Loopback may be named without TLS.
        Environment::custom("http://localhost")?,
        PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    )
    .transport(router)
    .build()?;

    let token = AccessToken::new("any-token")?;
    let session = client.session(token, [198, 51, 100, 7])?;
    let answer = session.authorise("event/7 ä").await?;
    println!("The router answered {answer}");
    Ok(())
}
