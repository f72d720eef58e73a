//! What the four documented paths answer.

use connectpay_sandbox::{MAX_BODY_BYTES, Sandbox};
use serde_json::{Value, json};

use crate::client::{AUTHORISE, Answer, Call, LOGOUT, SAMPLE_KEY, TOP_UP, USERS, new_user};

fn create(sandbox: &Sandbox, user: &Value) -> Answer {
    Call::post(USERS)
        .api_key(SAMPLE_KEY)
        .json(user)
        .send(sandbox)
}

#[tokio::test]
async fn creating_a_user_gives_its_ids_and_an_event_that_can_be_authorised() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = create(&sandbox, &new_user());
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let user = answer.json();
    assert!(user["userId"].is_string());
    assert!(
        user["emailValidationUrl"]
            .as_str()
            .unwrap()
            .starts_with("https://sandbox.invalid/")
    );

    let event = user["eventId"].as_str().unwrap();
    let answer = Call::post(&format!("{AUTHORISE}/{event}"))
        .bearer(&sandbox.issue_token("ada@example.com"))
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json(),
        json!({"authorisationEventId": event, "challengeStatus": "Required"})
    );
}

#[tokio::test]
async fn creating_the_same_user_again_starts_a_new_validation_of_the_same_user() {
    let sandbox = Sandbox::start().await.unwrap();
    let first = create(&sandbox, &new_user()).json();
    let again = create(&sandbox, &new_user());
    assert_eq!(again.status, 201);
    let again = again.json();
    assert_eq!(first["userId"], again["userId"]);
    assert_ne!(first["eventId"], again["eventId"]);
    assert_ne!(first["emailValidationUrl"], again["emailValidationUrl"]);

    let mut other = new_user();
    other["email"] = json!("grace@example.com");
    assert_ne!(first["userId"], create(&sandbox, &other).json()["userId"]);
}

#[tokio::test]
async fn a_missing_or_unusable_member_is_named_and_its_value_is_not() {
    let sandbox = Sandbox::start().await.unwrap();
    for member in ["email", "password", "mobilePhoneNumber", "redirectUrl"] {
        let mut user = new_user();
        user.as_object_mut().unwrap().remove(member);
        let answer = create(&sandbox, &user);
        answer.assert_refused(400, "invalid-body");
        assert!(
            answer.body.contains(&format!("`{member}` is missing")),
            "{answer:?}"
        );

        for value in [
            json!(987_654_321),
            json!(null),
            json!(""),
            json!(["hunter2"]),
        ] {
            user[member] = value;
            let answer = create(&sandbox, &user);
            answer.assert_refused(400, "invalid-body");
            assert!(
                answer.body.contains(&format!("`{member}` is not usable")),
                "{answer:?}"
            );
            assert!(!answer.body.contains("hunter2") && !answer.body.contains("987654321"));
        }
    }
    for (member, value) in [
        ("email", "hunter2"),
        ("redirectUrl", "/hunter2"),
        ("redirectUrl", "ftp://hunter2"),
    ] {
        let mut user = new_user();
        user[member] = json!(value);
        let answer = create(&sandbox, &user);
        answer.assert_refused(400, "invalid-body");
        assert!(!answer.body.contains("hunter2"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_a_json_object_is_refused_without_repeating_it() {
    let sandbox = Sandbox::start().await.unwrap();
    for body in [
        "",
        "hunter2",
        "[\"hunter2\"]",
        "{\"password\":\"hunter2\"",
        "\"hunter2\"",
    ] {
        let answer = Call::post(USERS)
            .api_key(SAMPLE_KEY)
            .header("Content-Type", "application/json; charset=utf-8")
            .body(body)
            .send(&sandbox);
        answer.assert_refused(400, "invalid-body");
        assert!(!answer.body.contains("hunter2"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_declared_to_be_json_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = new_user().to_string();
    let call = || Call::post(USERS).api_key(SAMPLE_KEY).body(&body);
    call()
        .send(&sandbox)
        .assert_refused(415, "unsupported-media-type");
    call()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send(&sandbox)
        .assert_refused(415, "unsupported-media-type");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut user = new_user();
    user["password"] = json!("x".repeat(MAX_BODY_BYTES - 1024));
    assert_eq!(create(&sandbox, &user).status, 201);
    user["password"] = json!("x".repeat(MAX_BODY_BYTES));
    create(&sandbox, &user).assert_refused(413, "body-too-large");
}

#[tokio::test]
async fn a_logout_ends_the_presented_token_and_no_other() {
    let sandbox = Sandbox::start().await.unwrap();
    let (ended, other) = (sandbox.issue_token("ada"), sandbox.issue_token("ada"));
    let logout = |token| {
        Call::post(LOGOUT)
            .bearer(token)
            .psu_ip("203.0.113.7")
            .send(&sandbox)
    };
    let answer = logout(&ended);
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    logout(&ended).assert_refused(401, "token-revoked");
    assert_eq!(logout(&other).status, 204);
}

#[tokio::test]
async fn authorising_an_event_that_was_not_started_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue_token("ada");
    for event in ["unknown", "a%2Fb", "%25"] {
        let call = Call::post(&format!("{AUTHORISE}/{event}"))
            .bearer(&token)
            .psu_ip("203.0.113.7");
        call.send(&sandbox).assert_refused(404, "unknown-event");
    }
}

#[tokio::test]
async fn a_top_up_answers_201_with_a_payment_to_redirect_to() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = |body| {
        Call::post(TOP_UP)
            .api_key(SAMPLE_KEY)
            .json(&body)
            .send(&sandbox)
    };
    let answer = call(json!({"redirectUrl": "https://example.com/paid", "amount": "9.00"}));
    assert_eq!(answer.status, 201);
    let top_up = answer.json();
    assert!(top_up["merchant"].is_object());
    let payment_id = top_up["payment"]["paymentId"].as_str().unwrap();
    assert!(
        top_up["payment"]["redirectUrl"]
            .as_str()
            .unwrap()
            .ends_with(payment_id)
    );
    call(json!({})).assert_refused(400, "invalid-body");
}

#[tokio::test]
async fn another_method_is_refused_and_the_right_one_named() {
    let sandbox = Sandbox::start().await.unwrap();
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let answer = Call::new(method, USERS).api_key(SAMPLE_KEY).send(&sandbox);
        answer.assert_refused(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), Some("POST"));
    }
}

#[tokio::test]
async fn an_unknown_path_is_told_to_those_who_may_ask() {
    let sandbox = Sandbox::start().await.unwrap();
    let path = "/baas-sca/unknown/partner/x";
    Call::post(path)
        .send(&sandbox)
        .assert_refused(401, "api-key-missing");
    Call::post(path)
        .api_key(SAMPLE_KEY)
        .send(&sandbox)
        .assert_refused(404, "unknown-path");
}
