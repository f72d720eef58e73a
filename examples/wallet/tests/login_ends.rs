//! A login ends: after a time, at the next login of its browser, and at the bank.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use connectpay::tokens::{TokenRefresh as _, TokenStore as _};
use connectpay_sandbox::{Fault, Sandbox};

use super::{ADA, CREDENTIALS, LOGOUT, initiated, posted, wallet, wallet_with};
use crate::login::logins::{IDLE, LONGEST, Login, Logins};
use crate::login::refresh::Refresh;

fn begun() -> (Logins, Login, String) {
    let logins = Logins::new(IDLE);
    let login = Login {
        user: ADA.to_owned(),
        id: "7".to_owned(),
    };
    let cookie = logins.begin(login.clone());
    (logins, login, cookie)
}

#[test]
fn a_login_that_nobody_uses_for_five_minutes_is_over_for_good() {
    let (logins, _, cookie) = begun();
    let later = Instant::now() + Duration::from_mins(5);
    assert_eq!(logins.request(&cookie, later), None);
    assert_eq!(logins.request(&cookie, Instant::now()), None);
}

#[test]
fn a_login_that_is_used_lasts_for_twelve_hours_and_no_longer() {
    let (logins, login, cookie) = begun();
    let begun = Instant::now();
    for minutes in (4..12 * 60).step_by(4) {
        let now = begun + Duration::from_mins(minutes);
        assert_eq!(logins.request(&cookie, now), Some(login.clone()));
    }
    assert_eq!(logins.request(&cookie, begun + LONGEST), None);
}

#[tokio::test]
async fn a_new_login_ends_the_one_that_the_browser_had() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let mut left_behind = browser.clone();
    let mut elsewhere = browser.another();
    elsewhere.log_in(&sandbox).await;

    browser.log_in(&sandbox).await;
    // The bank has heard of it too.
    assert_eq!(posted(&sandbox, LOGOUT), 1);
    let page = left_behind.get("/pay").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    for mut going_on in [browser, elsewhere] {
        let form = going_on.pay("12.50").await;
        assert!(form.text.contains("We sent you"), "{}", form.text);
    }
}

#[tokio::test]
async fn a_login_goes_on_even_if_the_bank_does_not_hear_of_the_end_of_the_earlier_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let mut left_behind = browser.clone();
    sandbox.next(Fault::internal_server_error().on(LOGOUT));
    browser.log_in(&sandbox).await;
    assert_eq!(sandbox.faults_left(), 0);
    let page = left_behind.get("/pay").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn tokens_that_come_after_the_logout_are_revoked_at_the_bank() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = super::app(&sandbox, crate::Database::default()).client;
    let refresh = Refresh {
        client,
        address: [127, 0, 0, 1].into(),
    };
    let tokens = sandbox.issue_tokens(ADA);
    assert!(sandbox.is_logged_in(ADA));
    refresh.revoke(tokens).await.unwrap();
    assert!(!sandbox.is_logged_in(ADA));
}

#[tokio::test]
async fn a_login_that_is_over_is_asked_for_again_and_sends_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet_with(&sandbox, |app| {
        app.logins = Arc::new(Logins::new(Duration::ZERO));
    })
    .await;
    browser.get("/").await;
    browser.submit("/login", &CREDENTIALS).await;
    let code = sandbox.last_code(ADA).unwrap();
    let entered = [("email", ADA), ("code", &*code)];
    let page = browser.submit("/login/code", &entered).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.text.contains("href=/>log in"), "{}", page.text);
    browser
        .submit(
            "/pay",
            &[("reference", "5f0c2f6e-2a3c-4bb9-9d36-0a6d2c0a3f11")],
        )
        .await;
    assert_eq!(initiated(&sandbox), 0);
}

#[tokio::test]
async fn a_logout_leaves_no_tokens_behind() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut shared = None;
    let mut browser = wallet_with(&sandbox, |app| {
        shared = Some((app.tokens.clone(), Arc::clone(&app.logins)));
    })
    .await;
    browser.log_in(&sandbox).await;
    let (tokens, logins) = shared.unwrap();
    let mut cookies = browser.cookies.iter();
    let (_, cookie) = cookies.find(|(name, _)| name == "wallet").unwrap();
    let login = logins.request(cookie, Instant::now()).unwrap();
    assert!(tokens.load(&login.id).await.unwrap().is_some());

    browser.submit("/logout", &[]).await;
    assert!(tokens.load(&login.id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_login_whose_refresh_is_refused_has_ended() {
    const STATUS: &str = "/sandbox/client/payments/{number}";
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    sandbox.next(Fault::unauthorized().on(STATUS));
    let refused = Fault::status(StatusCode::FORBIDDEN);
    sandbox.next(refused.on("/sandbox/partner/tokens/refresh"));
    let state = format!("/payments/{}", form.hidden("reference"));
    let page = browser.get(&state).await;
    assert_eq!(sandbox.faults_left(), 0);
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.text.contains("login has ended"), "{}", page.text);
}
