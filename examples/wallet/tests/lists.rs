//! What a list of payments says of one whose answer was lost.

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use connectpay_sandbox::Sandbox;

use super::{PAYMENTS, Page, wallet_with};
use crate::api::{Found, LookedUp};

/// Pays at a bank that gives no clear answer to the payment, and this one to the search
/// for it when it can no longer be on its way.
async fn pay_and_find(list: &'static str) -> Page {
    let bank = get(move || async move { list }).post(|| async { StatusCode::BAD_GATEWAY });
    let bank = Router::new().route(PAYMENTS, bank);
    let sandbox = Sandbox::builder().router(bank).start().await.unwrap();
    let mut browser = wallet_with(&sandbox, |app| app.on_its_way = Duration::ZERO).await;
    browser.log_in(&sandbox).await;
    browser.pay("12.50").await
}

#[tokio::test]
async fn a_list_of_other_payments_does_not_let_the_user_pay_again() {
    for list in [
        // Other references: the query was ignored, and this may be the first page.
        r#"{"payments": [{"paymentOrderNo": "s-9", "paymentStatus": "ACSC", "externalReference": "other"}]}"#,
        // No references: the payment may be any of them.
        r#"{"payments": [{"paymentOrderNo": "s-8", "paymentStatus": "PDNG"}]}"#,
    ] {
        let page = pay_and_find(list).await;
        assert!(!page.text.contains("nothing was paid"), "{}", page.text);
        assert!(!page.text.contains("href=/pay>"), "{}", page.text);
        assert!(page.text.contains("do not pay again"), "{}", page.text);
    }
}

#[tokio::test]
async fn an_empty_list_lets_the_user_pay_again() {
    let page = pay_and_find(r#"{"payments": []}"#).await;
    assert!(page.text.contains("nothing was paid"), "{}", page.text);
    assert!(page.text.contains("href=/pay>"), "{}", page.text);
}

#[test]
fn a_list_that_also_has_other_payments_is_not_taken_for_the_one_that_was_asked_for() {
    let list = r#"{"payments": [
        {"paymentOrderNo": "s-1", "paymentStatus": "ACSC"},
        {"paymentOrderNo": "s-2", "paymentStatus": "ACSC", "externalReference": "one"}
    ]}"#;
    let look_up = |list, reference| {
        let list: Found = serde_json::from_str(list).unwrap();
        list.with_reference(reference)
    };
    let found = look_up(list, "one");
    assert!(matches!(found, LookedUp::Found(payment) if payment.number == "s-2"));
    assert!(matches!(look_up(list, "two"), LookedUp::Unclear));
    let empty = look_up(r#"{"payments": []}"#, "one");
    assert!(matches!(empty, LookedUp::NoneAtAll));
}
