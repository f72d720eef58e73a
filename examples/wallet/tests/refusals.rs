//! What a refused code says, and what it does not.

use axum::http::StatusCode;
use connectpay_sandbox::{Fault, Principal, Sandbox};

use super::{ADA, VERIFY, verified, wallet, while_time_passes};

const STATUS: &str = "/sandbox/client/payments/{number}";

/// Meets the last challenge as another machine would.
fn authorise_elsewhere(sandbox: &Sandbox, code: &str) {
    let requests = sandbox.requests();
    let mut paths = requests.iter().rev().map(|it| &*it.path);
    let event = paths.find_map(|path| path.split_once("/client/sca/authorise/"));
    let (_, event) = event.unwrap();
    let ada = Principal::user(ADA, [127, 0, 0, 1]);
    sandbox.authority().verify_code(&ada, event, code).unwrap();
}

#[tokio::test]
async fn a_refused_code_of_a_payment_that_is_paid_shows_that_it_is_paid() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    authorise_elsewhere(&sandbox, &code);
    sandbox.advance(std::time::Duration::from_secs(10));
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_refused_code_of_a_payment_that_has_lapsed_shows_that_it_is_not_paid() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    sandbox.advance(connectpay_sandbox::CHALLENGE_LIFETIME);
    let page = browser.enter_code(&form, "no").await;
    assert!(page.text.contains("Not paid"), "{}", page.text);
}

#[tokio::test]
async fn a_refusal_whose_payment_cannot_be_asked_for_says_nothing_of_the_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    sandbox.next(Fault::status(StatusCode::NOT_FOUND).on(STATUS));
    let page = browser.enter_code(&form, "no").await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert!(!page.text.contains("did not accept"), "{}", page.text);
}

#[tokio::test]
async fn a_code_that_comes_as_the_login_ends_is_not_called_wrong() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    sandbox.next(Fault::unauthorized().on(VERIFY));
    let page = browser.enter_code(&form, &code).await;
    assert!(page.text.contains("login had ended"), "{}", page.text);
    assert!(!page.text.contains("did not accept"), "{}", page.text);
    // It cost no try.
    let page = browser.enter_code(&page, "no").await;
    assert!(page.text.contains("4 tries"), "{}", page.text);
    assert!(page.text.contains("did not accept"), "{}", page.text);
    // The login was renewed, so the same code is taken.
    let page = while_time_passes(&sandbox, browser.enter_code(&page, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
}

#[tokio::test]
async fn a_code_whose_login_has_ended_for_good_asks_for_a_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    for path in [VERIFY, STATUS, STATUS] {
        sandbox.next(Fault::unauthorized().on(path));
    }
    let page = browser.enter_code(&form, &code).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.text.contains("login has ended"), "{}", page.text);
    assert!(!page.text.contains("did not accept"), "{}", page.text);

    // The payment still waits for its code, whoever's login it began in.
    browser.log_in(&sandbox).await;
    let state = format!("/payments/{}", form.hidden("reference"));
    let form = browser.get(&state).await;
    let again = [("reference", &*form.hidden("reference"))];
    let form = browser.submit("/pay/code/send", &again).await;
    let code = sandbox.last_code(ADA).unwrap();
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
}
