//! A form that is sent twice pays once: after a double click, a reload, or a step back.

use connectpay_sandbox::{Fault, Sandbox};

use crate::journal::{Journal, Progress};
use crate::order::Order;

use super::{ADA, PAYMENTS, initiated, wallet, while_time_passes};

#[tokio::test]
async fn a_payment_form_that_is_sent_twice_pays_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.get("/pay").await;
    let mut again = browser.clone();
    let (first, second) = tokio::join!(browser.order(&form, "12.50"), again.order(&form, "12.50"));
    let third = browser.order(&form, "12.50").await;
    assert_eq!(initiated(&sandbox), 1);
    for page in [&second, &third] {
        assert!(!page.text.contains("Nothing was"), "{}", page.text);
    }

    let code = sandbox.last_code(ADA).unwrap();
    let page = while_time_passes(&sandbox, browser.enter_code(&first, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    // Whoever goes back to the form is shown what became of the payment.
    let page = browser.order(&form, "12.50").await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
}

#[tokio::test]
async fn two_forms_are_two_payments() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    browser.pay("12.50").await;
    browser.pay("12.50").await;
    assert_eq!(initiated(&sandbox), 2);
}

#[tokio::test]
async fn a_form_whose_payment_was_refused_is_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.get("/pay").await;
    sandbox.next(Fault::status(axum::http::StatusCode::UNPROCESSABLE_ENTITY).on(PAYMENTS));
    browser.order(&form, "12.50").await;
    let page = browser.order(&form, "12.50").await;
    assert!(page.text.contains("Nothing was paid"), "{}", page.text);
    assert!(page.text.contains("href=/pay"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
}

#[test]
fn what_was_concluded_about_a_payment_stands() {
    let order = r#"{"reference": "5f0c2f6e-2a3c-4bb9-9d36-0a6d2c0a3f11", "name": "", "iban": "", "amount": ""}"#;
    let order: Order = serde_json::from_str(order).unwrap();
    let journal = Journal::default();
    assert!(journal.begin(ADA, &order));
    journal.received(order.reference, "s-1");
    journal.not_done(order.reference);
    let entry = journal.read(ADA, order.reference).unwrap();
    assert_eq!(entry.progress, Progress::Received("s-1".to_owned()));
}
