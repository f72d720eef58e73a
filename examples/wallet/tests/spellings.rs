//! A user is the same however the email is typed.

use connectpay_sandbox::Sandbox;

use super::{ADA, impatient_wallet};

#[tokio::test]
async fn a_payment_is_found_again_by_its_user_however_the_email_is_typed() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let state = format!("/payments/{}", form.hidden("reference"));

    let mut other = browser.another();
    other.get("/").await;
    let typed = [
        ("email", " Ada@Example.COM "),
        ("password", "encrypted-in-the-browser"),
    ];
    let asked = other.submit("/login", &typed).await;
    assert_eq!(asked.hidden("email"), ADA);
    let code = sandbox.last_code(ADA).unwrap();
    let entered = [("email", "ADA@example.com"), ("code", &*code)];
    let page = other.submit("/login/code", &entered).await;
    assert!(page.text.contains("IBAN"), "{}", page.text);
    let page = other.get(&state).await;
    assert!(page.text.contains("Grace Hopper"), "{}", page.text);
}

#[tokio::test]
async fn a_payment_of_another_user_is_not_said_not_to_exist() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = impatient_wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let page = browser
        .get("/payments/5f0c2f6e-2a3c-4bb9-9d36-0a6d2c0a3f11")
        .await;
    assert!(page.text.contains("not one of yours"), "{}", page.text);
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert!(!page.text.contains("no such"), "{}", page.text);
}
