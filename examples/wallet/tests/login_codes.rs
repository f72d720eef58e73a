//! The code of a login that could not be sent, or whose answer never comes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};

use super::{ADA, CREDENTIALS, posted, wallet};
use crate::message;

const SEND: &str = "/sandbox/partner/sca/authorise/{event}";
const LOGIN: &str = "/sandbox/partner/login";
const VERIFY: &str = "/sandbox/partner/sca/verify";
const AGAIN: [(&str, &str); 1] = [("email", ADA)];

#[tokio::test]
async fn a_code_that_could_not_be_sent_is_sent_again_for_the_same_login() {
    for (fault, said) in [
        (Fault::dropped_connection(), "We may have sent"),
        (Fault::service_unavailable(), "We may have sent"),
        (
            Fault::too_many_requests(Duration::from_mins(1)),
            "No code was sent",
        ),
        (Fault::status(StatusCode::FORBIDDEN), "sent no code"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let mut browser = wallet(&sandbox).await;
        browser.get("/").await;
        sandbox.next(fault.on(SEND));
        let form = browser.submit("/login", &CREDENTIALS).await;
        assert_eq!(sandbox.faults_left(), 0);
        assert!(form.text.contains(said), "{}", form.text);
        assert!(form.text.contains("formaction=/login/code/send"));
        assert_eq!(sandbox.last_code(ADA), None);

        let form = browser.submit("/login/code/send", &AGAIN).await;
        assert!(form.text.contains("We sent you"), "{}", form.text);
        let code = sandbox.last_code(ADA).unwrap();
        let email = form.hidden("email");
        let entered = [("email", &*email), ("code", &*code)];
        let page = browser.submit("/login/code", &entered).await;
        assert!(page.text.contains("IBAN"), "{}", page.text);
        assert_eq!(posted(&sandbox, LOGIN), 1);
    }
}

#[tokio::test]
async fn a_code_is_sent_again_only_in_the_browser_that_began_the_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let code = sandbox.last_code(ADA);
    let mut other = browser.another();
    let page = other.submit("/login/code/send", &AGAIN).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    other.get("/").await;
    let page = other.submit("/login/code/send", &AGAIN).await;
    assert!(page.text.contains("No login waits"), "{}", page.text);
    assert_eq!(sandbox.last_code(ADA), code);
}

#[tokio::test]
async fn a_code_that_is_sent_again_brings_no_more_tries() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let wrong = [("email", ADA), ("code", "no")];
    for left in ["4 tries", "3 tries", "2 tries", "1 try is", "Too many"] {
        browser.submit("/login/code/send", &AGAIN).await;
        let page = browser.submit("/login/code", &wrong).await;
        assert!(page.text.contains(left), "{}", page.text);
    }
    let page = browser.submit("/login/code/send", &AGAIN).await;
    assert!(page.text.contains("No login waits"), "{}", page.text);
    assert_eq!(posted(&sandbox, VERIFY), 5);
}

#[tokio::test]
async fn a_login_whose_verification_is_not_answered_has_to_begin_anew() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let code = sandbox.last_code(ADA).unwrap();
    let entered = [("email", ADA), ("code", &*code)];
    sandbox.next(Fault::dropped_connection().on(VERIFY).after_processing());
    let page = browser.submit("/login/code", &entered).await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.text.contains("href=/>"), "{}", page.text);
    let page = browser.submit("/login/code", &entered).await;
    assert!(page.text.contains("No login waits"), "{}", page.text);
    assert_eq!(posted(&sandbox, VERIFY), 1);
    browser.log_in(&sandbox).await;
}

#[tokio::test]
async fn a_code_that_the_bank_did_not_look_at_can_be_entered_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let code = sandbox.last_code(ADA).unwrap();
    let entered = [("email", ADA), ("code", &*code)];
    sandbox.next(Fault::too_many_requests(Duration::from_mins(1)).on(VERIFY));
    let form = browser.submit("/login/code", &entered).await;
    assert!(form.text.contains("enter the code again"), "{}", form.text);
    let page = browser.submit("/login/code", &entered).await;
    assert!(page.text.contains("IBAN"), "{}", page.text);
}

#[tokio::test]
async fn a_login_that_waited_too_long_says_how_to_go_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    sandbox.advance(CHALLENGE_LIFETIME);
    let page = browser.submit("/login/code/send", &AGAIN).await;
    assert!(page.text.contains("href=/>log in"), "{}", page.text);
}

#[tokio::test]
async fn the_message_to_the_user_has_the_code() {
    let messages = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&messages);
    let sandbox = Sandbox::builder()
        .code_observer(move |code| sent.lock().unwrap().push(message(code)))
        .start()
        .await
        .unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let code = sandbox.last_code(ADA).unwrap();
    let said = format!("One-time password of {ADA}: {code}");
    assert_eq!(*messages.lock().unwrap(), [said]);
}
