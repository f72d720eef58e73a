//! Answers distinguish one-time passwords that are wrong, expired, used or too many.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::AccessToken;
use connectpay_sandbox::{CHALLENGE_LIFETIME, CODE_ATTEMPTS, CODE_LIFETIME, Sandbox};
use serde_json::json;

use crate::client::{AUTHORISE, Answer, user_call, wrong};

const VERIFY: &str = "/sandbox/client/sca/verify";

/// A challenge of a user who is logged in.
struct Challenge {
    sandbox: Sandbox,
    token: AccessToken,
    event: String,
}

impl Challenge {
    async fn start() -> Self {
        let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
        Self {
            token: sandbox.issue_token("ada"),
            event: sandbox.authority().start_challenge("ada"),
            sandbox,
        }
    }

    fn send(&self) -> Answer {
        let path = format!("{AUTHORISE}/{}", self.event);
        user_call("POST", &path, &self.token).send(&self.sandbox)
    }

    fn verify(&self, otp: &str) -> Answer {
        user_call("POST", VERIFY, &self.token)
            .json(&json!({"authorisationEventId": self.event, "otp": otp}))
            .send(&self.sandbox)
    }

    /// Lets time go by, at the end of which the user has a token.
    fn wait(&mut self, by: Duration) {
        self.sandbox.advance(by);
        self.token = self.sandbox.issue_token("ada");
    }

    fn code(&self) -> String {
        self.sandbox.last_code("ada").unwrap()
    }
}

#[tokio::test]
async fn the_right_code_finalises_the_challenge_once() {
    let challenge = Challenge::start().await;
    challenge
        .verify("123456")
        .assert_refused(409, "otp-not-sent");
    assert_eq!(challenge.send().status, 200);
    let authority = challenge.sandbox.authority();
    assert!(!authority.is_finalised(&challenge.event));

    let answer = challenge.verify(&challenge.code());
    assert_eq!(
        (answer.status, answer.json()),
        (200, json!({"scaStatus": "finalised"}))
    );
    assert!(authority.is_finalised(&challenge.event));
    challenge
        .verify(&challenge.code())
        .assert_refused(409, "otp-used");
    challenge.send().assert_refused(409, "event-finalised");
}

#[tokio::test]
async fn five_wrong_codes_end_the_challenge_however_often_a_code_was_sent() {
    let challenge = Challenge::start().await;
    for attempt in 0..CODE_ATTEMPTS {
        assert_eq!(challenge.send().status, 200);
        let answer = challenge.verify(wrong(&challenge.code()));
        answer.assert_refused(403, "otp-wrong");
        let left = format!("attempts that are left: {}", CODE_ATTEMPTS - 1 - attempt);
        assert!(answer.body.contains(&left), "{answer:?}");
    }
    let right = challenge.verify(&challenge.code());
    right.assert_refused(403, "otp-attempts-exceeded");
    challenge
        .send()
        .assert_refused(403, "otp-attempts-exceeded");
}

#[tokio::test]
async fn a_code_lives_five_minutes_by_the_sandboxs_clock() {
    let mut challenge = Challenge::start().await;
    challenge.send();
    challenge.wait(CODE_LIFETIME);
    challenge
        .verify(&challenge.code())
        .assert_refused(410, "otp-expired");
    // This does not count as a guess, and another code can be sent.
    challenge.send();
    challenge.wait(CODE_LIFETIME.saturating_sub(Duration::from_secs(1)));
    assert_eq!(challenge.verify(&challenge.code()).status, 200);
}

#[tokio::test]
async fn a_challenge_is_over_after_fifteen_minutes() {
    let mut challenge = Challenge::start().await;
    challenge.wait(CHALLENGE_LIFETIME.saturating_sub(Duration::from_secs(1)));
    assert_eq!(challenge.send().status, 200);
    challenge.wait(Duration::from_secs(1));
    challenge
        .verify(&challenge.code())
        .assert_refused(410, "event-expired");
    challenge.send().assert_refused(410, "event-expired");
}

#[tokio::test]
async fn sending_again_replaces_the_code() {
    let challenge = Challenge::start().await;
    challenge.send();
    let first = challenge.code();
    // One code in a million is the same again.
    while challenge.code() == first {
        challenge.send();
    }
    challenge.verify(&first).assert_refused(403, "otp-wrong");
    assert_eq!(challenge.verify(&challenge.code()).status, 200);
}

#[tokio::test]
async fn what_is_no_code_is_a_wrong_one_or_no_text() {
    let challenge = Challenge::start().await;
    challenge.send();
    challenge.verify("").assert_refused(400, "invalid-body");
    let longer = format!("{}0", challenge.code());
    challenge.verify(&longer).assert_refused(403, "otp-wrong");
    challenge
        .verify(&challenge.code()[..5])
        .assert_refused(403, "otp-wrong");
    assert_eq!(challenge.verify(&challenge.code()).status, 200);
}

#[tokio::test]
async fn a_challenge_of_another_user_is_unknown() {
    let mut challenge = Challenge::start().await;
    challenge.send();
    let code = challenge.code();
    challenge.token = challenge.sandbox.issue_token("mallory");
    challenge.send().assert_refused(404, "unknown-event");
    challenge.verify(&code).assert_refused(404, "unknown-event");
    assert_eq!(challenge.sandbox.last_code("mallory"), None);
}

#[tokio::test]
async fn an_event_of_nobody_becomes_that_users_who_first_has_its_code_sent() {
    let mut challenge = Challenge::start().await;
    challenge.event = challenge.sandbox.start_authorisation_event();
    challenge.send();
    challenge.token = challenge.sandbox.issue_token("mallory");
    challenge.send().assert_refused(404, "unknown-event");
}

#[tokio::test]
async fn what_a_challenge_authorises_is_done_once_and_only_by_the_right_code() {
    let mut challenge = Challenge::start().await;
    let done = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&done);
    let authority = challenge.sandbox.authority();
    challenge.event = authority.start_challenge_then("ada", move || *counted.lock().unwrap() += 1);
    challenge.send();
    challenge.verify(wrong(&challenge.code()));
    assert_eq!(*done.lock().unwrap(), 0);
    challenge.verify(&challenge.code());
    challenge.verify(&challenge.code());
    assert_eq!(*done.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_code_is_in_no_recorded_request_and_an_observer_sees_each() {
    let codes = Arc::new(Mutex::new(Vec::new()));
    let observed = Arc::clone(&codes);
    let sandbox = Sandbox::builder()
        .code_observer(move |sent| {
            assert!(!format!("{sent:?}").contains(&sent.code));
            observed
                .lock()
                .unwrap()
                .push((sent.user.clone(), sent.code.clone()));
        })
        .start()
        .await
        .unwrap();
    let challenge = Challenge {
        token: sandbox.issue_token("ada"),
        event: sandbox.authority().start_challenge("ada"),
        sandbox,
    };
    challenge.send();
    let code = challenge.code();
    assert_eq!(*codes.lock().unwrap(), [("ada".to_owned(), code.clone())]);
    assert_eq!(challenge.verify(&code).status, 200);

    let requests = challenge.sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert!(!format!("{requests:?}").contains(&code));
    let body = String::from_utf8_lossy(&requests[1].body);
    assert!(!body.contains(&code), "{body}");
    assert!(body.contains(r#""otp":"[censored]""#), "{body}");
    assert!(body.contains(&challenge.event), "{body}");
}
