//! A test can ask for what arrived, and no secret is in it.

use std::sync::{Arc, Mutex};

use connectpay::AccessToken;
use connectpay_sandbox::{HISTORY, HISTORY_BYTES, MAX_BODY_BYTES, Rule, Sandbox};
use http::Method;
use serde_json::{Value, json};

use crate::client::{Call, LOGOUT, TOP_UP, USERS, key_of, new_user};

const SECRET: &str = "the-secret-of-the-partner";

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .client_secret(SECRET)
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn every_request_is_recorded_with_its_verdict() {
    let sandbox = sandbox().await;
    let body = json!({"redirectUrl": "https://example.com/"});
    let key = key_of(sandbox.client_key(), sandbox.client_secret());
    let path = format!("{TOP_UP}?a=b%20c");
    Call::post(&path)
        .api_key(&key)
        .header("X-Request-ID", "17")
        .json(&body)
        .send(&sandbox);
    Call::new("GET", "/nowhere").send(&sandbox);

    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        (&requests[0].method, &requests[0].path),
        (&Method::POST, &path)
    );
    assert_eq!(requests[0].headers["x-request-id"], "17");
    assert_eq!(requests[0].headers["x-connectpay-api-key"], "[censored]");
    assert_eq!(requests[0].body, body.to_string());
    assert_eq!(requests[0].status.unwrap(), 201);
    assert_eq!(requests[0].rule, None);
    assert_eq!(requests[1].status.unwrap(), 404);
    assert_eq!(requests[1].rule, Some(Rule::NotAnApiPath));

    sandbox.clear_requests();
    assert!(sandbox.requests().is_empty());
    Call::new("GET", "/nowhere").send(&sandbox);
    assert_eq!(sandbox.requests()[0].rule, Some(Rule::NotAnApiPath));
}

/// Credentials in every place where a client could put them, to three paths.
fn calls_with_secrets(key: &str, token: &AccessToken, user: &Value) -> Vec<Call> {
    let keys = [
        key.to_owned(),
        format!("Basic {key}"),
        format!("Bearer {key}"),
        SECRET.to_owned(),
    ];
    let mut calls = Vec::new();
    for key in &keys {
        for path in [USERS, LOGOUT, "/"] {
            let partner = || Call::post(path).api_key(key).json(user);
            let user = || partner().bearer(token).psu_ip("203.0.113.7");
            let bare = token.expose_secret();
            calls.extend([
                partner(),
                user(),
                user().bearer(token).header("Cookie", bare),
                Call::post(path).header("Authorization", bare),
            ]);
        }
    }
    calls
}

#[tokio::test]
async fn no_secret_is_in_what_is_recorded_answered_or_printed() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let see = |text: String| seen.lock().unwrap().push(text);
    let observed = Arc::clone(&seen);
    let builder = Sandbox::builder()
        .client_secret(SECRET)
        .observer(move |request| observed.lock().unwrap().push(format!("{request:?}")));
    see(format!("{builder:?}"));
    let sandbox = builder.start().await.unwrap();

    let token = sandbox.issue_token("ada");
    let key = key_of(sandbox.client_key(), SECRET);
    let mut user = new_user();
    user["password"] = json!("the-password-of-the-user");
    for call in calls_with_secrets(&key, &token, &user) {
        see(format!("{:?}", call.send(&sandbox)));
    }
    for request in sandbox.requests() {
        see(format!(
            "{request:?} {:?} {} {}",
            request.headers,
            request.path,
            String::from_utf8_lossy(&request.body)
        ));
    }
    see(format!("{sandbox:?} {:?} {token:?}", sandbox.credentials()));
    see(format!(
        "{:?} {:?}",
        sandbox.authority(),
        sandbox.authority().layer()
    ));

    let seen = seen.lock().unwrap();
    assert!(
        seen.len() > 3 * 48,
        "the test looks at {} texts",
        seen.len()
    );
    let (_, secret_of_token) = token.expose_secret().split_once('.').unwrap();
    for secret in [SECRET, &key, secret_of_token, "the-password-of-the-user"] {
        let shown = seen.iter().find(|text| text.contains(secret));
        assert!(shown.is_none(), "{secret} is in {shown:?}");
    }
}

#[tokio::test]
async fn the_form_of_a_credential_is_kept() {
    let sandbox = sandbox().await;
    let key = key_of(sandbox.client_key(), SECRET);
    let token = sandbox.issue_token("ada");
    Call::post(USERS)
        .api_key(&format!("Basic {key}"))
        .send(&sandbox);
    Call::post(LOGOUT)
        .bearer(&token)
        .psu_ip("203.0.113.7")
        .send(&sandbox);
    let requests = sandbox.requests();
    assert_eq!(
        requests[0].headers["x-connectpay-api-key"],
        "Basic [censored]"
    );
    assert_eq!(requests[1].headers["authorization"], "Bearer [censored]");
    assert_eq!(requests[1].headers["psu-ip-address"], "203.0.113.7");
}

#[tokio::test]
async fn the_oldest_requests_are_forgotten_first() {
    let sandbox = sandbox().await;
    for number in 0..HISTORY + 3 {
        Call::new("GET", &format!("/{number}")).send(&sandbox);
    }
    let requests = sandbox.requests();
    assert_eq!(requests.len(), HISTORY);
    assert_eq!(requests[0].path, "/3");
    assert!(requests.iter().all(|request| request.status.is_some()));
}

#[tokio::test]
async fn the_requests_that_are_remembered_are_bounded_in_bytes_too() {
    let sandbox = sandbox().await;
    let key = key_of(sandbox.client_key(), SECRET);
    let body = "x".repeat(MAX_BODY_BYTES);
    let fit = HISTORY_BYTES / MAX_BODY_BYTES;
    for number in 0..fit + 3 {
        Call::post(&format!("/{number}"))
            .api_key(&key)
            .body(&body)
            .send(&sandbox);
    }
    let requests = sandbox.requests();
    // There is one fewer, since a request takes more than its body.
    assert_eq!(requests.len(), fit - 1);
    assert_eq!(requests[0].path, "/4");
    let bytes: usize = requests.iter().map(|request| request.body.len()).sum();
    assert!(bytes <= HISTORY_BYTES);
}
