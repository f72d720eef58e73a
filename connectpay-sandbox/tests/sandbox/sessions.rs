//! The tokens of a session are refreshed, and end together.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay_sandbox::Sandbox;
use serde_json::json;

use crate::client::{Answer, LOGOUT, partner_post, user_call};

fn refresh(sandbox: &Sandbox, refresh_token: &str) -> Answer {
    partner_post(
        sandbox,
        "/sandbox/partner/tokens/refresh",
        &json!({"refreshToken": refresh_token}),
    )
}

/// The access token and the refresh token of an answer.
fn tokens(answer: &Answer) -> (AccessToken, String) {
    assert_eq!(answer.status, 200, "{answer:?}");
    let tokens = answer.json();
    (
        AccessToken::new(tokens["accessToken"].as_str().unwrap()).unwrap(),
        tokens["refreshToken"].as_str().unwrap().to_owned(),
    )
}

/// Whether the token passes. The question has no effect.
fn passes(sandbox: &Sandbox, token: &AccessToken) -> bool {
    let answer = user_call("GET", "/x/client/y", token).send(sandbox);
    assert!([401, 404].contains(&answer.status), "{answer:?}");
    answer.status == 404
}

#[tokio::test]
async fn a_refresh_gives_new_tokens_of_both_kinds() {
    let sandbox = Sandbox::start().await.unwrap();
    let issued = sandbox.issue_tokens("ada");
    sandbox.advance(Duration::from_secs(5 * 60));
    assert!(!passes(&sandbox, issued.access_token()));
    assert!(sandbox.is_logged_in("ada"));

    let (access, next) = tokens(&refresh(&sandbox, issued.expose_refresh_token().unwrap()));
    assert!(passes(&sandbox, &access));
    let (access, _) = tokens(&refresh(&sandbox, &next));
    assert!(passes(&sandbox, &access));
}

#[tokio::test]
async fn a_refresh_token_that_is_used_again_ends_the_session() {
    let sandbox = Sandbox::start().await.unwrap();
    let issued = sandbox.issue_tokens("ada");
    let old = issued.expose_refresh_token().unwrap();
    let (access, next) = tokens(&refresh(&sandbox, old));
    let other = sandbox.issue_tokens("ada");

    refresh(&sandbox, old).assert_refused(400, "refresh-token-reused");
    refresh(&sandbox, &next).assert_refused(400, "refresh-token-revoked");
    assert!(!passes(&sandbox, &access));
    assert!(!passes(&sandbox, issued.access_token()));
    assert!(passes(&sandbox, other.access_token()));
}

#[tokio::test]
async fn a_logout_ends_all_tokens_of_the_session_and_no_other_session() {
    let sandbox = Sandbox::start().await.unwrap();
    let issued = sandbox.issue_tokens("ada");
    let (access, next) = tokens(&refresh(&sandbox, issued.expose_refresh_token().unwrap()));
    let other = sandbox.issue_tokens("ada");

    let logout = user_call("POST", LOGOUT, &access).send(&sandbox);
    assert_eq!(logout.status, 204);
    assert!(!passes(&sandbox, issued.access_token()));
    refresh(&sandbox, &next).assert_refused(400, "refresh-token-revoked");
    assert!(passes(&sandbox, other.access_token()));
    assert!(sandbox.is_logged_in("ada"));
}

#[tokio::test]
async fn a_refresh_token_lives_thirty_days() {
    let sandbox = Sandbox::start().await.unwrap();
    let day = Duration::from_secs(24 * 60 * 60);
    let issued = sandbox.issue_tokens("ada");
    sandbox.advance(29 * day);
    let (_, next) = tokens(&refresh(&sandbox, issued.expose_refresh_token().unwrap()));
    sandbox.advance(30 * day);
    refresh(&sandbox, &next).assert_refused(400, "refresh-token-expired");
    assert!(!sandbox.is_logged_in("ada"));
}

#[tokio::test]
async fn what_is_no_refresh_token_of_the_sandbox_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let issued = sandbox.issue_tokens("ada");
    for unknown in ["x", "x.y", issued.access_token().expose_secret()] {
        refresh(&sandbox, unknown).assert_refused(400, "refresh-token-unknown");
    }
    // Neither of them can be used for anything else.
    let refresh_token = AccessToken::new(issued.expose_refresh_token().unwrap()).unwrap();
    assert!(!passes(&sandbox, &refresh_token));
}
