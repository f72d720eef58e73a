//! From the login to a payment's final state, and out again.

use std::time::Duration;

use axum::http::StatusCode;
use connectpay_sandbox::{RecordedRequest, Sandbox};

use super::{ADA, initiated, wallet, while_time_passes};

#[tokio::test]
async fn a_user_logs_in_pays_and_logs_out() {
    let sandbox = Sandbox::builder()
        .token_lifetime(Duration::from_secs(2))
        .start()
        .await
        .unwrap();
    let mut browser = wallet(&sandbox).await;
    assert_eq!(browser.get("/pay").await.status, StatusCode::UNAUTHORIZED);
    browser.log_in(&sandbox).await;

    let form = browser.pay("12.50").await;
    // While the user looks for the code, the access token ends and is refreshed.
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let form = browser.enter_code(&form, "000000").await;
    assert!(form.text.contains("4 tries"), "{}", form.text);
    let code = sandbox.last_code(ADA).unwrap();
    let reference = form.hidden("reference");
    sandbox.advance(Duration::from_secs(1));
    let page = while_time_passes(&sandbox, browser.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
    let refreshed = |it: &RecordedRequest| it.path.ends_with("/refresh");
    assert!(sandbox.requests().iter().any(refreshed));

    // Nobody can see a payment without its user's login.
    let state = format!("/payments/{reference}");
    let page = browser.another().get(&state).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);

    let page = browser.submit("/logout", &[]).await;
    assert!(page.text.contains("Good-bye"), "{}", page.text);
    let page = browser.get("/payments/x").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.pay("1.00").await.status, StatusCode::UNAUTHORIZED);
    assert!(!sandbox.is_logged_in(ADA));
}
