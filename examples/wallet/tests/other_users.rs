//! What one user does with the references and the forms of another.

use connectpay_sandbox::{RecordedRequest, Sandbox};

use super::{ADA, Browser, VERIFY, initiated, posted, verified, wallet, while_time_passes};
use crate::api::{NewUser, UserManagement as _};

const EVE: &str = "eve@example.com";

/// Ada, who is asked for a payment's code, and Eve, who is logged in too.
async fn ada_and_eve(sandbox: &Sandbox) -> (Browser, Browser) {
    let mut ada = wallet(sandbox).await;
    ada.log_in(sandbox).await;
    let app = super::app(sandbox, crate::Database::default());
    let eve = NewUser {
        email: EVE,
        password: "encrypted-in-the-browser",
        mobile_phone_number: "+37060000001",
        redirect_url: "https://partner.example/welcome",
    };
    app.client.create_user(&eve).await.unwrap();
    sandbox.validate_user(EVE);
    let mut eve = ada.another();
    eve.get("/").await;
    let credentials = [("email", EVE), ("password", "encrypted-in-the-browser")];
    eve.submit("/login", &credentials).await;
    let code = sandbox.last_code(EVE).unwrap();
    let entered = [("email", EVE), ("code", &code)];
    let page = eve.submit("/login/code", &entered).await;
    assert!(page.text.contains("IBAN"), "{}", page.text);
    (ada, eve)
}

#[tokio::test]
async fn nobody_sees_another_users_payment_or_gets_its_code_sent_or_verified() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut ada, mut eve) = ada_and_eve(&sandbox).await;
    let form = ada.pay("12.50").await;
    let code = sandbox.last_code(ADA).unwrap();
    let reference = form.hidden("reference");
    sandbox.clear_requests();

    let again = [("reference", &*reference)];
    for page in [
        eve.get(&format!("/payments/{reference}")).await,
        eve.submit("/pay/code/send", &again).await,
        eve.enter_code(&form, &code).await,
        eve.enter_code(&form, "no").await,
    ] {
        assert!(page.text.contains("not one of yours"), "{}", page.text);
        assert!(!page.text.contains("Grace"), "{}", page.text);
    }
    let page = eve.get("/pay").await;
    assert!(!page.text.contains("Grace"), "{}", page.text);
    let sent = |it: &RecordedRequest| it.path.contains("/sca/");
    assert!(!sandbox.requests().iter().any(sent));

    // Ada has all of her tries.
    let page = ada.enter_code(&form, "no").await;
    assert!(page.text.contains("4 tries"), "{}", page.text);
    let page = while_time_passes(&sandbox, ada.enter_code(&form, &code)).await;
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(posted(&sandbox, VERIFY), 2);
}

#[tokio::test]
async fn a_form_that_is_sent_again_in_another_users_login_pays_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut ada, mut eve) = ada_and_eve(&sandbox).await;
    let form = ada.get("/pay").await;
    ada.order(&form, "12.50").await;
    let page = eve.order(&form, "12.50").await;
    assert!(page.text.contains("not one of yours"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
    assert_eq!(verified(&sandbox), 0);
}

#[tokio::test]
async fn a_login_that_another_user_began_in_the_browser_is_not_completed_with_its_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let (ada, _) = ada_and_eve(&sandbox).await;
    let mut shared = ada.another();
    shared.get("/").await;
    shared.submit("/login", &super::CREDENTIALS).await;
    let code = sandbox.last_code(ADA).unwrap();
    let as_eve = [("email", EVE), ("code", &*code)];
    let page = shared.submit("/login/code", &as_eve).await;
    assert!(page.text.contains("No login waits"), "{}", page.text);
}
