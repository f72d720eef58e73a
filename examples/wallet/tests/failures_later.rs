//! Once a payment may have been received, no failure reads as if nothing had been done.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, PAYMENTS, Page, initiated, wallet, while_time_passes};

const STATUS: &str = "/sandbox/client/payments/{number}";

fn assert_says_that_it_is_not_known(page: &Page) {
    for said in ["not known", "ook again", "do not pay again"] {
        assert!(page.text.contains(said), "{}", page.text);
    }
    for lie in ["Nothing was", "said no", "does not work", "try again"] {
        assert!(!page.text.contains(lie), "{}", page.text);
    }
}

#[tokio::test]
async fn a_status_that_is_refused_does_not_read_as_a_payment_that_is_refused() {
    for fault in [
        Fault::too_many_requests(Duration::from_mins(1)),
        Fault::status(StatusCode::NOT_FOUND),
        Fault::status(StatusCode::FORBIDDEN),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let mut browser = wallet(&sandbox).await;
        browser.log_in(&sandbox).await;
        let form = browser.pay("12.50").await;
        let code = sandbox.last_code(ADA).unwrap();
        sandbox.next(fault.on(STATUS));
        let page = browser.enter_code(&form, &code).await;
        assert_eq!(sandbox.faults_left(), 0);
        assert_says_that_it_is_not_known(&page);

        let state = format!("/payments/{}", form.hidden("reference"));
        assert!(page.text.contains(&state), "{}", page.text);
        let page = while_time_passes(&sandbox, browser.get(&state)).await;
        assert!(page.text.contains("Paid."), "{}", page.text);
    }
}

#[tokio::test]
async fn a_bank_that_cannot_be_reached_does_not_make_a_paid_payment_undone() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);

    drop(sandbox);
    let state = format!("/payments/{}", form.hidden("reference"));
    assert_says_that_it_is_not_known(&browser.get(&state).await);
}

#[tokio::test]
async fn a_look_up_that_is_refused_leaves_open_what_became_of_the_payment() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let lost = Fault::dropped_connection().after_processing();
    sandbox.next(lost.on(PAYMENTS).method(Method::POST));
    let refused = Fault::too_many_requests(Duration::from_mins(1));
    sandbox.next(refused.on(PAYMENTS).method(Method::GET));
    assert_says_that_it_is_not_known(&browser.pay("12.50").await);
    assert_eq!(initiated(&sandbox), 1);
    assert_eq!(sandbox.faults_left(), 0);
}

#[tokio::test]
async fn a_login_that_has_ended_leaves_open_what_became_of_the_payment() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    // Neither the token nor the next one is taken.
    sandbox.next(Fault::unauthorized().on(STATUS));
    sandbox.next(Fault::unauthorized().on(STATUS));
    let page = browser.enter_code(&form, &code).await;
    assert_eq!(sandbox.faults_left(), 0);
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.text.contains("log in"), "{}", page.text);
    assert_says_that_it_is_not_known(&page);
}
