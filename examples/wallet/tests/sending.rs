//! A code that was not sent leaves the payment as it is: the user can have it sent again.

use std::time::Duration;

use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};

use super::{ADA, initiated, wallet, while_time_passes};

const SEND: &str = "/baas-sca/user-management/client/sca/authorise/{event}";

#[tokio::test]
async fn a_code_that_could_not_be_sent_is_sent_again_for_the_same_payment() {
    for fault in [
        Fault::dropped_connection().after_processing(),
        Fault::dropped_connection(),
        Fault::too_many_requests(Duration::from_mins(1)),
        Fault::service_unavailable(),
        Fault::unauthorized(),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let mut browser = wallet(&sandbox).await;
        browser.log_in(&sandbox).await;
        sandbox.next(fault.on(SEND));
        let form = browser.pay("12.50").await;
        assert_eq!(sandbox.faults_left(), 0);
        assert!(form.text.contains("end the code again"), "{}", form.text);

        let again = [("reference", &*form.hidden("reference"))];
        let form = browser.submit("/pay/code/send", &again).await;
        assert!(form.text.contains("We sent you"), "{}", form.text);
        let code = sandbox.last_code(ADA).unwrap();
        let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
        assert!(page.text.contains("Paid."), "{}", page.text);
        assert_eq!(initiated(&sandbox), 1);
    }
}

#[tokio::test]
async fn a_payment_that_waits_for_its_code_shows_the_form_wherever_the_user_comes_from() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let order = browser.get("/pay").await;
    let form = browser.order(&order, "12.50").await;
    let state = format!("/payments/{}", form.hidden("reference"));
    for page in [
        browser.order(&order, "12.50").await,
        browser.get(&state).await,
    ] {
        assert_eq!(page.hidden("reference"), form.hidden("reference"));
        assert!(page.text.contains("name=code"), "{}", page.text);
    }
    assert_eq!(initiated(&sandbox), 1);
}

#[tokio::test]
async fn no_code_is_sent_for_a_payment_that_is_paid_or_unknown() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    sandbox.clear_requests();

    let paid = [("reference", &*form.hidden("reference"))];
    let page = browser.submit("/pay/code/send", &paid).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    let unknown = [("reference", "5f0c2f6e-2a3c-4bb9-9d36-0a6d2c0a3f11")];
    let page = browser.submit("/pay/code/send", &unknown).await;
    assert!(page.text.contains("not one of yours"), "{}", page.text);
    let sent = sandbox.requests();
    assert!(sent.iter().all(|it| !it.path.contains("/sca/authorise/")));
}

#[tokio::test]
async fn a_code_that_is_wanted_for_a_payment_that_has_lapsed_shows_that_it_is_not_paid() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    sandbox.advance(CHALLENGE_LIFETIME);
    // The tokens have ended too. Sending is done once, so the first 401 is its end, and the
    // next step has other tokens.
    let again = [("reference", &*form.hidden("reference"))];
    browser.submit("/pay/code/send", &again).await;
    let page = browser.submit("/pay/code/send", &again).await;
    assert!(page.text.contains("Not paid."), "{}", page.text);
    assert!(!page.text.contains("name=code"), "{}", page.text);
}
