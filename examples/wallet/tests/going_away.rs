//! A browser that goes away while the bank answers.

use std::time::Duration;

use connectpay_sandbox::Sandbox;

use super::{
    ADA, Browser, CREDENTIALS, PAYMENTS, Page, impatient_wallet, initiated, posted, verified,
};

const SEND: &str = "/baas-sca/user-management/client/sca/authorise/";

/// Ends a request of the browser as soon as the bank has got its part of it.
async fn go_away<T>(step: impl Future<Output = T>, is_at_the_bank: impl Fn() -> bool) {
    let waiting = async {
        while !is_at_the_bank() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = waiting => {}
        _ = step => {}
    }
}

/// Looks until the step that goes on without the browser has come to its end.
async fn until_shown(browser: &mut Browser, path: &str, text: &str) {
    until(text, async || browser.get(path).await).await;
}

async fn until(text: &str, mut step: impl AsyncFnMut() -> Page) {
    for _ in 0..100 {
        if step().await.text.contains(text) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no page said `{text}`");
}

#[tokio::test]
async fn a_browser_that_goes_away_while_it_pays_can_enter_the_code_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let order = browser.get("/pay").await;
    let mut leaving = browser.clone();
    let is_at_the_bank = || posted(&sandbox, PAYMENTS) == 1;
    go_away(leaving.order(&order, "12.50"), is_at_the_bank).await;

    let state = format!("/payments/{}", order.hidden("reference"));
    until_shown(&mut browser, &state, "name=code").await;
    assert_eq!(initiated(&sandbox), 1);
}

#[tokio::test]
async fn a_browser_that_goes_away_while_a_code_is_sent_can_enter_it_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    sandbox.clear_requests();
    let reference = form.hidden("reference");
    let again = [("reference", &*reference)];
    let mut leaving = browser.clone();
    let is_at_the_bank = || {
        let requests = sandbox.requests();
        requests.iter().any(|it| it.path.starts_with(SEND))
    };
    go_away(leaving.submit("/pay/code/send", &again), is_at_the_bank).await;

    let state = format!("/payments/{reference}");
    until_shown(&mut browser, &state, "name=code").await;
    let code = sandbox.last_code(ADA).unwrap();
    browser.enter_code(&form, &code).await;
    sandbox.advance(Duration::from_secs(5));
    until_shown(&mut browser, &state, "Paid.").await;
}

#[tokio::test]
async fn a_browser_that_goes_away_while_a_code_is_verified_gets_its_verdict_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let mut leaving = browser.clone();
    let is_at_the_bank = || verified(&sandbox) == 1;
    go_away(leaving.enter_code(&form, "no"), is_at_the_bank).await;

    let state = format!("/payments/{}", form.hidden("reference"));
    until_shown(&mut browser, &state, "name=code").await;
    let page = browser.enter_code(&form, "no").await;
    assert!(page.text.contains("3 tries"), "{}", page.text);
}

#[tokio::test]
async fn a_browser_that_goes_away_while_it_logs_in_can_have_the_code_sent_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.get("/").await;
    let mut leaving = browser.clone();
    let is_at_the_bank = || posted(&sandbox, "/sandbox/partner/login") == 1;
    go_away(leaving.submit("/login", &CREDENTIALS), is_at_the_bank).await;

    let email = [("email", ADA)];
    until("We sent you", async || {
        browser.submit("/login/code/send", &email).await
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_goes_away_while_its_login_is_verified_has_the_next_try() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let mut leaving = browser.clone();
    let wrong = [("email", ADA), ("code", "no")];
    let is_at_the_bank = || posted(&sandbox, "/sandbox/partner/sca/verify") == 1;
    go_away(leaving.submit("/login/code", &wrong), is_at_the_bank).await;

    let code = sandbox.last_code(ADA).unwrap();
    let right = [("email", ADA), ("code", &*code)];
    until("IBAN", async || browser.submit("/login/code", &right).await).await;
}
