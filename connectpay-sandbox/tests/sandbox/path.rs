//! The segments of the path decide, and nothing can disguise them.

use axum::Router;
use axum::routing::post;
use connectpay_sandbox::Sandbox;

use crate::client::{Call, SAMPLE_KEY};

#[tokio::test]
async fn a_path_with_neither_segment_is_no_path_of_the_api() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in [
        "/",
        "/baas-sca/partners/users",
        "/baas-sca/clientele",
        "/baas-sca/PARTNER/users",
        "/?partner",
    ] {
        let answer = Call::post(path).api_key(SAMPLE_KEY).send(&sandbox);
        answer.assert_refused(404, "not-an-api-path");
    }
}

#[tokio::test]
async fn a_path_with_both_segments_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    Call::post("/baas-sca/partner/client/x")
        .api_key(SAMPLE_KEY)
        .bearer(&token)
        .psu_ip("203.0.113.7")
        .send(&sandbox)
        .assert_refused(400, "contradictory-path");
}

#[tokio::test]
async fn a_path_with_both_segments_takes_the_credentials_of_the_one_that_decides() {
    let path = "/example/client/accounts/partner/{id}";
    let sandbox = Sandbox::builder()
        .router(Router::new().route(path, post(|| async { "done" })))
        .decided_by(path, "client")
        .start()
        .await
        .unwrap();
    let token = sandbox.issue_token("ada");
    let call = || Call::post("/example/client/accounts/partner/7");
    let answer = call().bearer(&token).psu_ip("203.0.113.7").send(&sandbox);
    assert_eq!((answer.status, &*answer.body), (200, "done"));
    let answer = call().api_key(SAMPLE_KEY).send(&sandbox);
    answer.assert_refused(403, "api-key-on-user-path");
    Call::post("/example/partner/accounts/client/7")
        .api_key(SAMPLE_KEY)
        .send(&sandbox)
        .assert_refused(400, "contradictory-path");
}

#[tokio::test]
async fn a_disguised_segment_is_refused_whatever_the_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in [
        "/baas-sca/user-management/%70artner/users",
        "/baas-sca/user-management/%2570artner/users",
        "/baas-sca/user-management/client/../partner/users",
        "/baas-sca/user-management/partner/./users",
        "/baas-sca/user-management/partner/%2e%2e/%63lient/users/logout",
        "/baas-sca/user-management/client/sca/authorise/..%2F..%2Fpartner",
        "/baas-sca/user-management/partner/users/%",
    ] {
        let answer = Call::post(path).api_key(SAMPLE_KEY).send(&sandbox);
        answer.assert_refused(400, "disguised-path");
    }
}

#[tokio::test]
async fn the_query_does_not_decide() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = Call::post("/baas-sca/x/partner/y?a=/client/..&b=%zz")
        .api_key(SAMPLE_KEY)
        .send(&sandbox);
    answer.assert_refused(404, "unknown-path");
}
