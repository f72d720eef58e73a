//! A payment that the bank never received, and one that comes up late.

use std::time::Duration;

use axum::http::Method;
use connectpay::{AccessToken, Client};
use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, Browser, PAYMENTS, Page, initiated, wallet, wallet_with};
use crate::App;
use crate::api::{Account, Amount, NewPayment, Payments as _};

/// A wallet in which every request that came to nothing is older than it can be.
async fn logged_in(sandbox: &Sandbox) -> Browser {
    let settings = |app: &mut App| app.on_its_way = Duration::ZERO;
    let mut browser = wallet_with(sandbox, settings).await;
    browser.log_in(sandbox).await;
    browser
}

/// Pays, but the request never arrives.
async fn pay_in_vain(sandbox: &Sandbox, browser: &mut Browser) -> (String, Page) {
    let order = browser.get("/pay").await;
    let lost = Fault::dropped_connection().on(PAYMENTS);
    sandbox.next(lost.method(Method::POST));
    let page = browser.order(&order, "12.50").await;
    assert_eq!(sandbox.faults_left(), 0);
    (order.hidden("reference"), page)
}

/// Delivers a payment that was held back.
async fn arrives_late(sandbox: &Sandbox, token: AccessToken, reference: &str) {
    let client = Client::builder(sandbox.environment(), sandbox.credentials());
    let session = client.build().unwrap().session(token, [127, 0, 0, 1]);
    let payment = NewPayment {
        payment_rail: "SEPA_SCT_INST",
        creditor_name: "Grace Hopper",
        creditor_account: Account {
            iban: "DE89370400440532013000",
        },
        instructed_amount: Amount {
            amount: "12.50",
            currency: "EUR",
        },
        external_reference: reference,
    };
    drop(session.unwrap().initiate(&payment).await.unwrap());
}

#[tokio::test]
async fn a_payment_that_the_bank_does_not_have_when_it_can_no_longer_come_may_be_begun_anew() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = logged_in(&sandbox).await;
    let (_, page) = pay_in_vain(&sandbox, &mut browser).await;
    assert!(page.text.contains("nothing was paid"), "{}", page.text);
    assert!(page.text.contains("href=/pay>"), "{}", page.text);
    assert!(!page.text.contains("do not pay again"), "{}", page.text);

    let form = browser.pay("12.50").await;
    assert!(form.text.contains("We sent you"), "{}", form.text);
    assert_eq!(initiated(&sandbox), 2);
}

#[tokio::test]
async fn a_payment_that_may_be_on_its_way_may_not_be_begun_anew() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let (_, page) = pay_in_vain(&sandbox, &mut browser).await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert!(!page.text.contains("href=/pay>"), "{}", page.text);
}

#[tokio::test]
async fn a_form_whose_payment_never_arrived_is_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = logged_in(&sandbox).await;
    let order = browser.get("/pay").await;
    sandbox.next(Fault::dropped_connection().on(PAYMENTS));
    for _ in 0..2 {
        let page = browser.order(&order, "12.50").await;
        assert!(page.text.contains("nothing was paid"), "{}", page.text);
    }
    assert_eq!(initiated(&sandbox), 1);
}

#[tokio::test]
async fn a_payment_that_comes_up_late_is_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = logged_in(&sandbox).await;
    let (reference, page) = pay_in_vain(&sandbox, &mut browser).await;
    assert!(page.text.contains("nothing was paid"), "{}", page.text);

    arrives_late(&sandbox, sandbox.issue_token(ADA), &reference).await;
    sandbox.advance(connectpay_sandbox::CHALLENGE_LIFETIME);
    // The wallet's own tokens have ended with the sandbox's clock and are refreshed.
    let page = browser.get(&format!("/payments/{reference}")).await;
    assert!(page.text.contains("Not paid."), "{}", page.text);
}
