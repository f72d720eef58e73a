//! A user is created and validated, logs in with two factors, and logs out.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::client::{
    AUTHORISE, Answer, Call, LOGOUT, USERS, new_user, partner_post, user_call, wrong,
};

const ADA: &str = "ada@example.com";
const LOGIN: &str = "/sandbox/partner/login";
const VERIFY: &str = "/sandbox/partner/sca/verify";

fn create(sandbox: &Sandbox) -> Value {
    partner_post(sandbox, USERS, &new_user()).json()
}

fn login(sandbox: &Sandbox, password: &str) -> Answer {
    partner_post(sandbox, LOGIN, &json!({"email": ADA, "password": password}))
}

/// The `authorisationEventId` of a login whose code was sent.
fn begin(sandbox: &Sandbox) -> String {
    let answer = login(sandbox, "b3BhcXVl");
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json()["challengeStatus"], "Required");
    let event = answer.json()["authorisationEventId"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/sandbox/partner/sca/authorise/{event}");
    assert_eq!(partner_post(sandbox, &path, &json!({})).status, 200);
    event
}

fn verify(sandbox: &Sandbox, event: &str, otp: &str) -> Answer {
    let body = json!({"authorisationEventId": event, "otp": otp});
    partner_post(sandbox, VERIFY, &body)
}

#[tokio::test]
async fn a_user_logs_in_with_a_password_and_a_code_and_logs_out() {
    let sandbox = Sandbox::start().await.unwrap();
    let event = create(&sandbox)["eventId"].as_str().unwrap().to_owned();
    let path = format!("/sandbox/partner/users/{event}/validate");
    assert_eq!(partner_post(&sandbox, &path, &json!({})).status, 204);

    let event = begin(&sandbox);
    assert!(!sandbox.is_logged_in(ADA));
    let code = sandbox.last_code(ADA).unwrap();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()));
    let answer = verify(&sandbox, &event, &code);
    assert_eq!(answer.status, 200, "{answer:?}");
    let tokens = answer.json();
    assert_eq!(tokens["scaStatus"], "finalised");
    assert_eq!(tokens["expiresIn"], 300);
    assert_eq!(tokens["refreshTokenExpiresIn"], 2_592_000);
    assert!(tokens["refreshToken"].is_string());
    assert!(sandbox.is_logged_in(ADA));

    let token = AccessToken::new(tokens["accessToken"].as_str().unwrap()).unwrap();
    let logout = || user_call("POST", LOGOUT, &token).send(&sandbox);
    assert_eq!(logout().status, 204);
    assert!(!sandbox.is_logged_in(ADA));
    logout().assert_refused(401, "token-revoked");
}

#[tokio::test]
async fn nobody_logs_in_before_the_email_is_validated_or_learns_who_is_a_user() {
    let sandbox = Sandbox::start().await.unwrap();
    login(&sandbox, "b3BhcXVl").assert_refused(403, "login-refused");
    create(&sandbox);
    login(&sandbox, "b3BhcXVl").assert_refused(403, "user-not-validated");
    sandbox.validate_user(ADA);
    login(&sandbox, "another").assert_refused(403, "login-refused");
    assert_eq!(login(&sandbox, "b3BhcXVl").status, 200);
}

#[tokio::test]
async fn the_validation_of_an_email_is_possible_for_an_hour_and_again_after_another_creation() {
    let sandbox = Sandbox::start().await.unwrap();
    let validate = |user: &Value| {
        let event = user["eventId"].as_str().unwrap();
        let path = format!("/sandbox/partner/users/{event}/validate");
        partner_post(&sandbox, &path, &json!({}))
    };
    let first = create(&sandbox);
    sandbox.advance(Duration::from_secs(60 * 60));
    validate(&first).assert_refused(410, "event-expired");
    let second = create(&sandbox);
    sandbox.advance(Duration::from_secs(59 * 60));
    assert_eq!(validate(&second).status, 204);
    validate(&json!({"eventId": "unknown"})).assert_refused(404, "unknown-event");
}

#[tokio::test]
async fn creating_a_validated_user_again_does_not_change_the_password() {
    let sandbox = Sandbox::start().await.unwrap();
    create(&sandbox);
    sandbox.validate_user(ADA);
    let mut thief = new_user();
    thief["password"] = json!("of-a-thief");
    assert_eq!(partner_post(&sandbox, USERS, &thief).status, 201);
    login(&sandbox, "of-a-thief").assert_refused(403, "login-refused");
    assert_eq!(login(&sandbox, "b3BhcXVl").status, 200);
}

#[tokio::test]
async fn a_code_logs_in_once_and_a_wrong_one_never() {
    let sandbox = Sandbox::start().await.unwrap();
    create(&sandbox);
    sandbox.validate_user(ADA);
    let event = begin(&sandbox);
    let code = sandbox.last_code(ADA).unwrap();
    verify(&sandbox, &event, wrong(&code)).assert_refused(403, "otp-wrong");
    assert!(!sandbox.is_logged_in(ADA));
    assert_eq!(verify(&sandbox, &event, &code).status, 200);
    verify(&sandbox, &event, &code).assert_refused(409, "otp-used");
}

#[tokio::test]
async fn a_logins_event_is_the_partners_and_another_is_the_users() {
    let sandbox = Sandbox::start().await.unwrap();
    create(&sandbox);
    sandbox.validate_user(ADA);
    let (event, token) = (begin(&sandbox), sandbox.issue_token(ADA));
    let otp = sandbox.last_code(ADA).unwrap();
    let body = json!({"authorisationEventId": event, "otp": otp});
    user_call("POST", &format!("{AUTHORISE}/{event}"), &token)
        .send(&sandbox)
        .assert_refused(403, "event-of-other-scheme");
    user_call("POST", "/sandbox/client/sca/verify", &token)
        .json(&body)
        .send(&sandbox)
        .assert_refused(403, "event-of-other-scheme");

    // Otherwise somebody with only the partner's key could authorise a payment, and
    // somebody who confirms a payment would get tokens.
    let event = sandbox.authority().start_challenge(ADA);
    let path = format!("/sandbox/partner/sca/authorise/{event}");
    partner_post(&sandbox, &path, &json!({})).assert_refused(403, "event-of-other-scheme");
    verify(&sandbox, &event, &otp).assert_refused(403, "event-of-other-scheme");
}

#[tokio::test]
async fn a_token_is_issued_for_any_name() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = partner_post(
        &sandbox,
        "/sandbox/partner/tokens",
        &json!({"user": "grace"}),
    );
    let token = answer.json()["accessToken"].as_str().unwrap().to_owned();
    assert!(sandbox.is_logged_in("grace"));
    let call = Call::post(LOGOUT)
        .bearer(&AccessToken::new(token).unwrap())
        .psu_ip("203.0.113.7");
    assert_eq!(call.send(&sandbox).status, 204);
}
