//! Endpoints of an application's own log users in and ask for a second factor.

use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Extension, Router};
use connectpay::AccessToken;
use connectpay_sandbox::{Authority, Principal, Refusal, Rule, Sandbox};

use crate::client::{AUTHORISE, Call, SAMPLE_KEY, user_call, wrong};

/// What a wallet's service has: the sandbox's authority, and cards.
#[derive(Clone)]
struct Wallet {
    authority: Authority,
    blocked: Arc<Mutex<Vec<String>>>,
}

/// A login with a link in an email, for example.
async fn log_in(
    State(wallet): State<Wallet>,
    Extension(principal): Extension<Principal>,
    Path(user): Path<String>,
) -> Result<String, Refusal> {
    if user != "ada" {
        return Err(Refusal::new(
            Rule::LoginRefused,
            "the wallet has no such user; expected `ada`",
        ));
    }
    let event = wallet.authority.start_login(&user);
    wallet.authority.send_code(&principal, &event)?;
    Ok(event)
}

async fn confirm(
    State(wallet): State<Wallet>,
    Extension(principal): Extension<Principal>,
    Path((event, code)): Path<(String, String)>,
) -> Result<String, Refusal> {
    let user = wallet.authority.verify_code(&principal, &event, &code)?;
    Ok(wallet
        .authority
        .issue_token(&user)
        .expose_secret()
        .to_owned())
}

async fn block_card(
    State(wallet): State<Wallet>,
    Extension(principal): Extension<Principal>,
    Path(card): Path<String>,
) -> Result<String, StatusCode> {
    let Principal::User { user, .. } = principal else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let blocked = Arc::clone(&wallet.blocked);
    let event = wallet
        .authority
        .start_challenge_then(&user, move || blocked.lock().unwrap().push(card));
    Ok(event)
}

async fn start(blocked: &Arc<Mutex<Vec<String>>>) -> Sandbox {
    let blocked = Arc::clone(blocked);
    let wallet = |authority: &Authority| {
        Router::new()
            .route("/wallet/partner/login/{user}", post(log_in))
            .route("/wallet/partner/confirm/{event}/{code}", post(confirm))
            .route("/wallet/client/cards/{card}/block", post(block_card))
            .with_state(Wallet {
                authority: authority.clone(),
                blocked,
            })
    };
    Sandbox::builder()
        .router_with(wallet)
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_login_of_ones_own_is_a_few_lines() {
    let sandbox = start(&Arc::default()).await;
    let call = |path: &str| Call::post(path).api_key(SAMPLE_KEY).send(&sandbox);
    call("/wallet/partner/login/mallory").assert_refused(403, "login-refused");

    let event = call("/wallet/partner/login/ada").body;
    let code = sandbox.last_code("ada").unwrap();
    let confirm = |code: &str| call(&format!("/wallet/partner/confirm/{event}/{code}"));
    confirm(wrong(&code)).assert_refused(403, "otp-wrong");
    let answer = confirm(&code);
    assert_eq!(answer.status, 200);
    AccessToken::new(answer.body).unwrap();
    assert!(sandbox.is_logged_in("ada"));
}

#[tokio::test]
async fn what_ones_own_endpoint_asks_for_is_done_once_its_code_is_verified() {
    let blocked = Arc::default();
    let sandbox = start(&blocked).await;
    let token = sandbox.issue_token("ada");
    let path = "/wallet/client/cards/17/block";
    let event = user_call("POST", path, &token).send(&sandbox).body;
    assert!(blocked.lock().unwrap().is_empty());

    // The sandbox's own endpoints send and verify the code.
    user_call("POST", &format!("{AUTHORISE}/{event}"), &token).send(&sandbox);
    let code = sandbox.last_code("ada").unwrap();
    let body = serde_json::json!({"authorisationEventId": event, "otp": code});
    let answer = user_call("POST", "/sandbox/client/sca/verify", &token)
        .json(&body)
        .send(&sandbox);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(*blocked.lock().unwrap(), ["17"]);
}
