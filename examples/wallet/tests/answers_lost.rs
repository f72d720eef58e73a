//! What the wallet says and does when an answer never comes.

use axum::http::{Method, StatusCode};
use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};

use super::{
    ADA, PAYMENTS, VERIFY, impatient_wallet, initiated, verified, wallet, while_time_passes,
};

#[tokio::test]
async fn a_payment_whose_answer_is_lost_is_looked_up_and_not_made_twice() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;

    let lost = || {
        Fault::dropped_connection()
            .on(PAYMENTS)
            .method(Method::POST)
    };
    sandbox.next(lost().after_processing());
    // It was received. The page asks by its reference what became of it.
    let page = browser.pay("12.50").await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
    assert_eq!(sandbox.faults_left(), 0);

    // Nobody has its challenge, so nobody can authorise it, and it lapses.
    sandbox.advance(CHALLENGE_LIFETIME);
    let paths: Vec<_> = sandbox.requests().into_iter().map(|it| it.path).collect();
    let asked = |path: &&String| path.contains("externalReference=");
    let reference = paths.iter().find(asked).unwrap();
    let (_, reference) = reference.split_once('=').unwrap();
    let page = browser.get(&format!("/payments/{reference}")).await;
    assert!(page.text.contains("Not paid"), "{}", page.text);

    // It was not received. The page says so, and does not send it again.
    sandbox.next(lost());
    let page = browser.pay("12.50").await;
    assert!(page.text.contains("does not know of it"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 2);
}

#[tokio::test]
async fn a_code_whose_answer_is_lost_is_not_tried_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    let lost = Fault::dropped_connection().on(VERIFY).after_processing();
    sandbox.next(lost);
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(verified(&sandbox), 1);
}

#[tokio::test]
async fn a_payment_that_conflicts_with_one_that_exists_is_looked_up() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let conflict = Fault::status(StatusCode::CONFLICT).method(Method::POST);
    sandbox.next(conflict.clone().on(PAYMENTS).after_processing());
    let order = browser.get("/pay").await;
    let page = browser.order(&order, "12.50").await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    sandbox.advance(CHALLENGE_LIFETIME);
    let state = format!("/payments/{}", order.hidden("reference"));
    let page = browser.get(&state).await;
    assert!(page.text.contains("Not paid"), "{}", page.text);

    // Even if the bank finds none yet, nothing says that none was paid.
    sandbox.next(conflict.on(PAYMENTS));
    let page = browser.pay("12.50").await;
    assert!(page.text.contains("does not know of it"), "{}", page.text);
    assert!(page.text.contains("do not pay again"), "{}", page.text);
}

#[tokio::test]
async fn a_payment_that_was_found_is_not_looked_up_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let lost = Fault::dropped_connection().method(Method::POST);
    sandbox.next(lost.on(PAYMENTS).after_processing());
    let order = browser.get("/pay").await;
    browser.order(&order, "12.50").await;
    let state = format!("/payments/{}", order.hidden("reference"));
    browser.get(&state).await;
    let requests = sandbox.requests();
    let looked_up = requests
        .iter()
        .filter(|it| it.path.contains("externalReference="));
    assert_eq!(looked_up.count(), 1);
}
