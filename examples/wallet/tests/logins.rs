//! A login belongs to one browser, and ends for good when its user logs out.

use axum::http::StatusCode;
use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, CREDENTIALS, LOGOUT, initiated, posted, wallet};

const VERIFY_LOGIN: &str = "/sandbox/partner/sca/verify";

#[tokio::test]
async fn a_cookie_is_worth_nothing_after_the_logout_even_if_its_user_logs_in_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut public = wallet(&sandbox).await;
    public.log_in(&sandbox).await;
    let mut left_behind = public.clone();
    let page = public.submit("/logout", &[]).await;
    assert!(page.text.contains("Good-bye"), "{}", page.text);
    assert!(!public.cookies.iter().any(|it| it.0 == "wallet"));

    let mut home = public.another();
    home.log_in(&sandbox).await;
    let page = left_behind.pay("66.00").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let page = left_behind.get("/payments/x").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(initiated(&sandbox), 0);
}

#[tokio::test]
async fn a_logout_ends_no_other_login_of_the_user() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut home = wallet(&sandbox).await;
    home.log_in(&sandbox).await;
    let mut public = home.another();
    public.log_in(&sandbox).await;
    public.submit("/logout", &[]).await;
    assert_eq!(home.get("/pay").await.status, StatusCode::OK);
    let form = home.pay("12.50").await;
    assert!(form.text.contains("We sent you"), "{}", form.text);
}

#[tokio::test]
async fn a_logout_that_the_bank_does_not_hear_of_ends_the_login_here() {
    for fault in [Fault::internal_server_error(), Fault::unauthorized()] {
        let sandbox = Sandbox::start().await.unwrap();
        let mut browser = wallet(&sandbox).await;
        browser.log_in(&sandbox).await;
        let mut left_behind = browser.clone();
        // The library may try a second time.
        sandbox.next(fault.clone().on(LOGOUT));
        sandbox.next(fault.on(LOGOUT));
        browser.submit("/logout", &[]).await;
        assert!(!browser.cookies.iter().any(|it| it.0 == "wallet"));
        let page = left_behind.get("/pay").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_login_goes_on_only_in_the_browser_that_began_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut attacker = wallet(&sandbox).await;
    attacker.get("/").await;
    let form = attacker.submit("/login", &CREDENTIALS).await;
    assert!(form.text.contains("We sent you"), "{}", form.text);
    let code = sandbox.last_code(ADA).unwrap();
    let entered = [("email", &*form.hidden("email")), ("code", &code)];

    // A page of the attacker has the victim's browser send the forms. It has no cookie
    // of the wallet, or one of its own.
    let mut without = attacker.another();
    let mut victim = attacker.another();
    victim.get("/").await;
    for browser in [&mut without, &mut victim] {
        let page = browser.submit("/login/code", &entered).await;
        assert!(!page.text.contains("IBAN"), "{}", page.text);
        assert!(!browser.cookies.iter().any(|it| it.0 == "wallet"));
    }
    assert_eq!(posted(&sandbox, VERIFY_LOGIN), 0);
    let page = without.submit("/login", &CREDENTIALS).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert_eq!(posted(&sandbox, "/sandbox/partner/login"), 1);

    let page = attacker.submit("/login/code", &entered).await;
    assert!(page.text.contains("IBAN"), "{}", page.text);
}

#[tokio::test]
async fn an_old_form_of_a_login_brings_no_more_tries() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.get("/").await;
    let form = browser.submit("/login", &CREDENTIALS).await;
    assert!(!form.text.contains("name=challenge"), "{}", form.text);
    for _ in 0..7 {
        browser
            .submit("/login/code", &[("email", ADA), ("code", "no")])
            .await;
    }
    assert_eq!(posted(&sandbox, VERIFY_LOGIN), 5);
}

#[tokio::test]
async fn the_wallets_cookie_is_found_among_others() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let other = |name: &str| (name.to_owned(), "dark".to_owned());
    browser.cookies.insert(0, other("theme"));
    browser.cookies.insert(0, other("not-wallet"));
    browser.cookies.push(other("wallet2"));
    assert_eq!(browser.get("/pay").await.status, StatusCode::OK);
}
