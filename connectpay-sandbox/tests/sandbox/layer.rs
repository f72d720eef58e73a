//! The authentication as a layer on other routers.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use connectpay_sandbox::{
    Authority, Principal, Rule, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET, Sandbox,
};
use http::Request;
use tower::ServiceExt as _;

use crate::client::{Call, SAMPLE_KEY, USERS, new_user};

fn authority() -> Authority {
    Authority::new(SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET).unwrap()
}

async fn whoami(Extension(principal): Extension<Principal>) -> String {
    match principal {
        Principal::Partner => "partner".to_owned(),
        Principal::User { user, psu_ip } => format!("{user} at {psu_ip}"),
        _ => unreachable!("there is no other"),
    }
}

async fn text(response: Response) -> String {
    let body = to_bytes(response.into_body(), 4096).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

fn rule(response: &Response) -> Option<Rule> {
    response.extensions().get().copied()
}

#[tokio::test]
async fn it_guards_a_router_without_a_running_sandbox() {
    let authority = authority();
    let router = Router::new()
        .route("/x/partner/whoami", get(whoami))
        .route("/x/client/whoami", get(whoami))
        .layer(authority.layer());

    let request = Request::get("/x/partner/whoami")
        .body(Body::empty())
        .unwrap();
    let refused = router.clone().oneshot(request).await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), rule(&refused)),
        (401, Some(Rule::ApiKeyMissing))
    );

    let request = Request::get("/x/partner/whoami")
        .header("x-connectpay-api-key", SAMPLE_KEY)
        .body(Body::empty())
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    assert_eq!(text(answer).await, "partner");

    let token = authority.issue_token("ada");
    let request = Request::get("/x/client/whoami")
        .header("authorization", format!("Bearer {}", token.expose_secret()))
        .header("psu-ip-address", "203.0.113.7")
        .body(Body::empty())
        .unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(text(answer).await, "ada at 203.0.113.7");
}

#[tokio::test]
async fn the_whole_path_decides_inside_of_a_nested_router() {
    let authority = authority();
    let nested = Router::new()
        .route("/whoami", get(whoami))
        .layer(authority.layer());
    let router = Router::new().nest("/x/partner", nested);
    let request = Request::get("/x/partner/whoami")
        .header("x-connectpay-api-key", SAMPLE_KEY)
        .body(Body::empty())
        .unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(text(answer).await, "partner");
}

#[tokio::test]
async fn it_shares_tokens_with_the_sandbox_it_was_obtained_from() {
    let sandbox = Sandbox::start().await.unwrap();
    let router = Router::new()
        .route("/x/client/whoami", get(whoami))
        .layer(sandbox.authority().layer());
    let token = sandbox.issue_token("ada");
    let request = || {
        Request::get("/x/client/whoami")
            .header("authorization", format!("Bearer {}", token.expose_secret()))
            .header("psu-ip-address", "203.0.113.7")
            .body(Body::empty())
            .unwrap()
    };
    let answer = router.clone().oneshot(request()).await.unwrap();
    assert_eq!(answer.status(), 200);
    sandbox.revoke(&token);
    let refused = router.oneshot(request()).await.unwrap();
    assert_eq!(rule(&refused), Some(Rule::TokenRevoked));
}

#[tokio::test]
async fn a_sandbox_serves_endpoints_of_ones_own_behind_it() {
    let own = Router::new()
        .route("/baas-sca/accounts/client/accounts", get(whoami))
        .route("/baas-sca/user-management/partner/users", get(whoami))
        .fallback(|| async { "not used" });
    let sandbox = Sandbox::builder().router(own).start().await.unwrap();
    let token = sandbox.issue_token("ada");

    let accounts = || Call::new("GET", "/baas-sca/accounts/client/accounts");
    accounts()
        .send(&sandbox)
        .assert_refused(401, "token-missing");
    let answer = accounts()
        .bearer(&token)
        .psu_ip("2001:db8::1")
        .send(&sandbox);
    assert_eq!(answer.body, "ada at 2001:db8::1");
    let answer = Call::post("/baas-sca/accounts/client/accounts")
        .bearer(&token)
        .psu_ip("2001:db8::1")
        .send(&sandbox);
    answer.assert_refused(405, "method-not-allowed");
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));

    // It replaces the sandbox's own endpoint; the others stay.
    let users = Call::new("GET", USERS).api_key(SAMPLE_KEY).send(&sandbox);
    assert_eq!(users.body, "partner");
    let users = Call::post(USERS)
        .api_key(SAMPLE_KEY)
        .json(&new_user())
        .send(&sandbox);
    users.assert_refused(405, "method-not-allowed");
    let top_up = Call::post(crate::client::TOP_UP)
        .api_key(SAMPLE_KEY)
        .json(&serde_json::json!({"redirectUrl": "https://example.com"}))
        .send(&sandbox);
    assert_eq!(top_up.status, 201);
    let unknown = Call::post("/x/partner/y")
        .api_key(SAMPLE_KEY)
        .send(&sandbox);
    unknown.assert_refused(404, "unknown-path");
}
