//! Uses the wallet as a browser does.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use connectpay::Client;
use connectpay_sandbox::{RecordedRequest, Sandbox};
use tower::ServiceExt as _;

use crate::{App, Database, create_user};

mod answers_lost;
mod browsers;
mod challenge_kept;
mod double_click;
mod failures_later;
mod going_away;
mod lists;
mod login_codes;
mod login_ends;
mod logins;
mod never_arrived;
mod other_users;
mod paying_twice;
mod refusals;
mod restarts;
mod sending;
mod settling;
mod spellings;
mod unfinished;
mod whole_way;

const ADA: &str = "ada@example.com";
const CREDENTIALS: [(&str, &str); 2] = [("email", ADA), ("password", "encrypted-in-the-browser")];
const PAYMENTS: &str = "/sandbox/client/payments";
const LOGOUT: &str = "/baas-sca/user-management/client/users/logout";
const VERIFY: &str = "/sandbox/client/sca/verify";

/// Follows redirects, keeps its cookies and sends forms with their hidden fields.
#[derive(Clone)]
struct Browser {
    wallet: Router,
    cookies: Vec<(String, String)>,
}

#[derive(Clone)]
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
    /// Another browser that uses the same wallet.
    fn another(&self) -> Self {
        Self {
            wallet: self.wallet.clone(),
            cookies: Vec::new(),
        }
    }

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
            if !self.cookies.is_empty() {
                let cookies = self.cookies.iter();
                let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
                request = request.header(COOKIE, cookies.collect::<Vec<_>>().join("; "));
            }
            let request = request.body(Body::from(std::mem::take(&mut form))).unwrap();
            let answer = self.wallet.clone().oneshot(request).await.unwrap();
            for cookie in answer.headers().get_all(SET_COOKIE) {
                self.receive(cookie.to_str().unwrap());
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

    fn receive(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        // No script reads a cookie, and no other site has the browser send one.
        for needed in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(attributes.contains(needed), "{name}: {attributes}");
        }
        self.cookies.retain(|(kept, _)| kept != name);
        if !attributes.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    async fn log_in(&mut self, sandbox: &Sandbox) {
        self.get("/").await;
        self.submit("/login", &CREDENTIALS).await;
        let form = self
            .submit("/login/code", &[("email", ADA), ("code", "no")])
            .await;
        assert!(form.text.contains("4 tries"), "{}", form.text);
        let code = sandbox.last_code(ADA).unwrap();
        let right = [("email", ADA), ("code", &code)];
        let page = self.submit("/login/code", &right).await;
        assert!(page.text.contains("IBAN"), "{}", page.text);
    }

    /// Pays up to the code, or up to the page that says what became of the payment.
    async fn pay(&mut self, amount: &str) -> Page {
        let form = self.get("/pay").await;
        if form.status != StatusCode::OK {
            return form;
        }
        self.order(&form, amount).await
    }

    /// Submits the form of a payment.
    async fn order(&mut self, form: &Page, amount: &str) -> Page {
        let order = [
            ("reference", &*form.hidden("reference")),
            ("name", "Grace Hopper"),
            ("iban", "DE89370400440532013000"),
            ("amount", amount),
        ];
        self.submit("/pay", &order).await
    }

    async fn enter_code(&mut self, form: &Page, code: &str) -> Page {
        let reference = form.hidden("reference");
        let fields = [("reference", &*reference), ("code", code)];
        self.submit("/pay/code", &fields).await
    }
}

async fn wallet(sandbox: &Sandbox) -> Browser {
    wallet_with(sandbox, |_| {}).await
}

/// A wallet whose pages do not wait for the end of a payment.
async fn impatient_wallet(sandbox: &Sandbox) -> Browser {
    wallet_with(sandbox, |app| app.watch = Duration::ZERO).await
}

async fn wallet_with(sandbox: &Sandbox, settings: impl FnOnce(&mut App)) -> Browser {
    let mut app = app(sandbox, Database::default());
    settings(&mut app);
    create_user(sandbox, &app.client).await.unwrap();
    browser(app)
}

fn app(sandbox: &Sandbox, database: Database) -> App {
    let client = Client::builder(sandbox.environment(), sandbox.credentials());
    App::new(client.build().unwrap(), database).unwrap()
}

fn browser(app: App) -> Browser {
    let address = SocketAddr::from(([127, 0, 0, 1], 50_000));
    Browser {
        wallet: app.router().layer(MockConnectInfo(address)),
        cookies: Vec::new(),
    }
}

fn initiated(sandbox: &Sandbox) -> usize {
    posted(sandbox, PAYMENTS)
}

fn verified(sandbox: &Sandbox) -> usize {
    posted(sandbox, VERIFY)
}

fn posted(sandbox: &Sandbox, path: &str) -> usize {
    let requests = sandbox.requests();
    let is_posted = |it: &&RecordedRequest| it.method == Method::POST && it.path == path;
    requests.iter().filter(is_posted).count()
}

/// Lets the sandbox's clock go on while the wallet waits for a payment's final state.
async fn while_time_passes<T>(sandbox: &Sandbox, step: impl Future<Output = T>) -> T {
    let clock = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            sandbox.advance(Duration::from_secs(1));
        }
    };
    tokio::select! {
        done = step => done,
        () = clock => unreachable!(),
    }
}
