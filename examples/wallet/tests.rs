//! Uses the wallet as a browser does.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use connectpay::Client;
use connectpay_sandbox::{CHALLENGE_LIFETIME, Fault, Sandbox};
use tower::ServiceExt as _;

use crate::{App, create_user};

/// Follows redirects, keeps its cookie and sends forms with their hidden fields.
struct Browser {
    wallet: Router,
    cookie: Option<String>,
}

struct Page {
    status: StatusCode,
    text: String,
}

impl Page {
    /// A hidden field of the form.
    fn hidden(&self, name: &str) -> String {
        let field = format!("name={name} value='");
        let (_, rest) = self.text.split_once(&field).expect(&self.text);
        rest.split_once('\'').unwrap().0.to_owned()
    }
}

impl Browser {
    async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, path, form).await
    }

    async fn send(&mut self, method: Method, path: &str, form: String) -> Page {
        let (mut method, mut path, mut form) = (method, path.to_owned(), form);
        loop {
            let mut request = Request::builder()
                .method(&method)
                .uri(&path)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            if let Some(cookie) = &self.cookie {
                request = request.header(COOKIE, cookie);
            }
            let request = request.body(Body::from(std::mem::take(&mut form))).unwrap();
            let answer = self.wallet.clone().oneshot(request).await.unwrap();
            if let Some(cookie) = answer.headers().get(SET_COOKIE) {
                let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
                self.cookie = Some(cookie.to_owned());
            }
            if let Some(location) = answer.headers().get(LOCATION) {
                path = location.to_str().unwrap().to_owned();
                method = Method::GET;
                continue;
            }
            let status = answer.status();
            let body = to_bytes(answer.into_body(), 100_000).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            return Page { status, text };
        }
    }

    async fn log_in(&mut self, sandbox: &Sandbox) {
        let credentials = [
            ("email", "ada@example.com"),
            ("password", "encrypted-in-the-browser"),
        ];
        let form = self.submit("/login", &credentials).await;
        let challenge = form.hidden("challenge");
        let wrong = [
            ("email", "ada@example.com"),
            ("challenge", &challenge),
            ("code", "no"),
        ];
        let form = self.submit("/login/code", &wrong).await;
        assert!(form.text.contains("4 tries"), "{}", form.text);
        let challenge = form.hidden("challenge");
        let code = sandbox.last_code("ada@example.com").unwrap();
        let right = [
            ("email", "ada@example.com"),
            ("challenge", &challenge),
            ("code", &code),
        ];
        let page = self.submit("/login/code", &right).await;
        assert!(page.text.contains("IBAN"), "{}", page.text);
    }

    /// Pays up to the code, or up to the page that says what became of the payment.
    async fn pay(&mut self, amount: &str) -> Page {
        let order = [
            ("name", "Grace Hopper"),
            ("iban", "DE89370400440532013000"),
            ("amount", amount),
        ];
        self.submit("/pay", &order).await
    }

    async fn enter_code(&mut self, form: &Page, code: &str) -> Page {
        let (reference, challenge) = (form.hidden("reference"), form.hidden("challenge"));
        let fields = [
            ("reference", &*reference),
            ("challenge", &challenge),
            ("code", code),
        ];
        self.submit("/pay/code", &fields).await
    }
}

async fn wallet(sandbox: &Sandbox) -> Browser {
    let client = Client::builder(sandbox.environment(), sandbox.credentials())
        .build()
        .unwrap();
    create_user(sandbox, &client).await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], 50_000));
    let wallet = App::new(client).unwrap().router();
    Browser {
        wallet: wallet.layer(MockConnectInfo(address)),
        cookie: None,
    }
}

fn initiated(sandbox: &Sandbox) -> usize {
    let is_payment = |it: &&connectpay_sandbox::RecordedRequest| {
        it.method == Method::POST && it.path == "/sandbox/client/payments"
    };
    sandbox.requests().iter().filter(is_payment).count()
}

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
    let code = sandbox.last_code("ada@example.com").unwrap();
    let reference = form.hidden("reference");
    sandbox.advance(Duration::from_secs(1));
    let paid = browser.enter_code(&form, &code);
    let clock = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            sandbox.advance(Duration::from_secs(1));
        }
    };
    let page = tokio::select! {
        page = paid => page,
        () = clock => unreachable!(),
    };
    assert!(page.text.contains("Paid."), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
    let refreshed = |it: &connectpay_sandbox::RecordedRequest| it.path.ends_with("/refresh");
    assert!(sandbox.requests().iter().any(refreshed));

    // Nobody can see another user's payment.
    let mut other = Browser {
        wallet: browser.wallet.clone(),
        cookie: None,
    };
    let page = other.get(&format!("/payments/{reference}")).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);

    let page = browser.submit("/logout", &[]).await;
    assert!(page.text.contains("Good-bye"), "{}", page.text);
    assert_eq!(browser.get("/payments/x").await.status, StatusCode::OK);
    assert_eq!(browser.pay("1.00").await.status, StatusCode::UNAUTHORIZED);
    assert!(!sandbox.is_logged_in("ada@example.com"));
}

#[tokio::test]
async fn a_payment_whose_answer_is_lost_is_looked_up_and_not_made_twice() {
    let sandbox = Sandbox::builder().paused_clock().start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;

    let payments = "/sandbox/client/payments";
    let lost = || {
        Fault::dropped_connection()
            .on(payments)
            .method(Method::POST)
    };
    sandbox.next(lost().after_processing());
    // It was received. The page asks by its reference what became of it.
    let page = browser.pay("12.50").await;
    assert!(page.text.contains("do not pay again"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 1);
    assert_eq!(sandbox.faults_left(), 0);

    // Nobody has its challenge, so nobody can authorise it, and it lapses.
    sandbox.advance(CHALLENGE_LIFETIME);
    let paths: Vec<_> = sandbox.requests().into_iter().map(|it| it.path).collect();
    let asked = |path: &&String| path.contains("externalReference=");
    let reference = paths.iter().find(asked).unwrap();
    let (_, reference) = reference.split_once('=').unwrap();
    let page = browser.get(&format!("/payments/{reference}")).await;
    assert!(page.text.contains("Not paid"), "{}", page.text);

    // It was not received. The page says so, and does not send it again.
    sandbox.next(lost());
    let page = browser.pay("12.50").await;
    assert!(page.text.contains("does not know of it"), "{}", page.text);
    assert_eq!(initiated(&sandbox), 2);
}

#[tokio::test]
async fn a_code_whose_answer_is_lost_is_not_tried_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut browser = wallet(&sandbox).await;
    browser.log_in(&sandbox).await;
    let form = browser.pay("12.50").await;
    let code = sandbox.last_code("ada@example.com").unwrap();
    let verify = "/sandbox/client/sca/verify";
    let lost = Fault::dropped_connection().on(verify).after_processing();
    sandbox.next(lost);
    let paid = browser.enter_code(&form, &code);
    let clock = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            sandbox.advance(Duration::from_secs(1));
        }
    };
    let page = tokio::select! {
        page = paid => page,
        () = clock => unreachable!(),
    };
    assert!(page.text.contains("Paid."), "{}", page.text);
    let verified = |it: &&connectpay_sandbox::RecordedRequest| it.path == verify;
    assert_eq!(sandbox.requests().iter().filter(verified).count(), 1);
}
