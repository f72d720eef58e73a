//! What a browser, or another site in it, may do with the pages.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use connectpay_sandbox::Sandbox;
use tower::ServiceExt as _;

use super::{Browser, LOGOUT, Page, app, posted, wallet};
use crate::Database;
use crate::api::{NewUser, UserManagement as _};

/// Sends a form as a page of another site or of this one has the browser send it.
async fn sent_by(site: &str, browser: &Browser, path: &str) -> Response {
    let cookies = browser.cookies.iter();
    let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
    let request = Request::post(path)
        .header("sec-fetch-site", site)
        .header(COOKIE, cookies.collect::<Vec<_>>().join("; "))
        .body(Body::empty());
    let wallet = browser.wallet.clone();
    wallet.oneshot(request.unwrap()).await.unwrap()
}

#[tokio::test]
async fn no_other_site_logs_the_user_out() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    for site in ["cross-site", "same-site", "none"] {
        let answer = sent_by(site, &browser, "/logout").await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{site}");
    }
    assert_eq!(posted(&sandbox, LOGOUT), 0);
    assert_eq!(browser.get("/pay").await.status, StatusCode::OK);
    let answer = sent_by("same-origin", &browser, "/logout").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(posted(&sandbox, LOGOUT), 1);
}

#[tokio::test]
async fn a_link_on_another_site_leads_to_the_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let browser = wallet(&sandbox).await;
    let request = Request::get("/").header("sec-fetch-site", "cross-site");
    let request = request.body(Body::empty()).unwrap();
    let answer = browser.wallet.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn no_page_is_kept_by_the_browser_or_shown_within_another() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    for path in ["/", "/pay", "/payments/x", "/nowhere"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = browser.wallet.clone().oneshot(request).await.unwrap();
        let headers = answer.headers();
        assert_eq!(headers[CACHE_CONTROL], "no-store", "{path}");
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
    }
}

fn assert_has_no_markup_of(page: &Page) {
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(!page.text.contains("<b>"), "{}", page.text);
    assert!(page.text.contains("&lt;"), "{}", page.text);
}

#[tokio::test]
async fn what_a_user_writes_is_text_on_every_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.get("/pay").await;
    let order = [
        ("reference", &*form.hidden("reference")),
        ("name", "<script>alert(1)</script>"),
        ("iban", "<b>DE89'\""),
        ("amount", "12.50"),
    ];
    let form = browser.submit("/pay", &order).await;
    assert!(form.text.contains("name=code"), "{}", form.text);
    assert_has_no_markup_of(&form);
    let wrong = browser.enter_code(&form, "no").await;
    assert_has_no_markup_of(&wrong);
    for _ in 0..4 {
        browser.enter_code(&form, "no").await;
    }
    let state = format!("/payments/{}", form.hidden("reference"));
    assert_has_no_markup_of(&browser.get(&state).await);
}

#[tokio::test]
async fn the_form_for_a_code_shows_what_is_paid_to_whom() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let wrong = browser.enter_code(&form, "no").await;
    for page in [form, wrong] {
        for shown in ["12.50 euro", "Grace Hopper", "DE89370400440532013000"] {
            assert!(page.text.contains(shown), "{}", page.text);
        }
    }
}

#[tokio::test]
async fn an_email_address_with_an_apostrophe_logs_in() {
    const EMAIL: &str = "o'brien@example.com";
    const PASSWORD: &str = "encrypted-in-the-browser";
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    let user = NewUser {
        email: EMAIL,
        password: PASSWORD,
        mobile_phone_number: "+37060000001",
        redirect_url: "https://partner.example/welcome",
    };
    let client = app(&sandbox, Database::default()).client;
    client.create_user(&user).await.unwrap();
    sandbox.validate_user(EMAIL);

    browser.get("/").await;
    let credentials = [("email", EMAIL), ("password", PASSWORD)];
    let form = browser.submit("/login", &credentials).await;
    // As a browser reads the form.
    let email = form.hidden("email");
    let email = html_escape::decode_html_entities(&email);
    let code = sandbox.last_code(EMAIL).unwrap();
    let entered = [("email", &*email), ("code", &*code)];
    let page = browser.submit("/login/code", &entered).await;
    assert!(page.text.contains("IBAN"), "{}", page.text);
}
