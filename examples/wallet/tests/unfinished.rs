//! The way back to a payment that is open or in doubt.

use axum::http::{Method, StatusCode};
use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};

use super::{ADA, Browser, PAYMENTS, impatient_wallet, wallet, while_time_passes};

async fn come_back(sandbox: &Sandbox, browser: &mut Browser) -> String {
    browser.submit("/logout", &[]).await;
    browser.log_in(sandbox).await;
    browser.get("/pay").await.text
}

#[tokio::test]
async fn a_payment_that_waits_for_its_code_is_found_again_after_a_logout_until_it_is_paid() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let state = format!("/payments/{}", form.hidden("reference"));
    let link = format!("<a href='{state}'>12.50 euro to Grace Hopper");
    let code = sandbox.last_code(ADA).unwrap();
    let page = come_back(&sandbox, &mut browser).await;
    assert!(page.contains(&link), "{page}");

    while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    let page = browser.get("/pay").await.text;
    assert!(!page.contains(&link), "{page}");
    // Its page still says what became of it.
    let page = browser.get(&state).await.text;
    assert!(page.contains("Paid."), "{page}");
}

#[tokio::test]
async fn a_payment_whose_answer_was_lost_is_found_again_until_it_is_over() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let lost = Fault::dropped_connection().after_processing();
    sandbox.next(lost.on(PAYMENTS).method(Method::POST));
    let order = browser.get("/pay").await;
    browser.order(&order, "12.50").await;
    let state = format!("/payments/{}", order.hidden("reference"));
    let page = come_back(&sandbox, &mut browser).await;
    assert!(page.contains(&state), "{page}");

    sandbox.advance(CHALLENGE_LIFETIME);
    let page = browser.get(&state).await.text;
    assert!(page.contains("Not paid."), "{page}");
    let page = browser.get("/pay").await.text;
    assert!(!page.contains("/payments/"), "{page}");
}

#[tokio::test]
async fn a_payment_that_the_bank_refused_is_not_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    sandbox.next(Fault::status(StatusCode::UNPROCESSABLE_ENTITY).on(PAYMENTS));
    browser.pay("12.50").await;
    let page = browser.get("/pay").await.text;
    assert!(page.contains("IBAN"), "{page}");
    assert!(!page.contains("/payments/"), "{page}");
}
