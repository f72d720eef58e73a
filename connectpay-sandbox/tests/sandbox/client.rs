//! A client that sends exactly what a test writes, be it right or wrong.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use connectpay::AccessToken;
use connectpay_sandbox::Sandbox;
use serde_json::Value;

pub(crate) const USERS: &str = "/baas-sca/user-management/partner/users";
pub(crate) const LOGOUT: &str = "/baas-sca/user-management/client/users/logout";
pub(crate) const AUTHORISE: &str = "/baas-sca/user-management/client/sca/authorise";
pub(crate) const TOP_UP: &str = "/baas-sca/merchant/partner/topup/pis";

/// ConnectPay's own example, as on its page.
pub(crate) const SAMPLE_KEY: &str = "Q29ubmVjdFBheTpFYXN5QmFua2luZw==";

pub(crate) struct Call {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Call {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    pub(crate) fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn api_key(self, key: &str) -> Self {
        self.header("x-connectpay-api-key", key)
    }

    pub(crate) fn bearer(self, token: &AccessToken) -> Self {
        let value = format!("Bearer {}", token.expose_secret());
        self.header("Authorization", &value)
    }

    pub(crate) fn psu_ip(self, address: &str) -> Self {
        self.header("PSU-IP-Address", address)
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.body = String::from(body);
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/json")
            .body(&body.to_string())
    }

    pub(crate) fn send(&self, sandbox: &Sandbox) -> Answer {
        self.send_to(sandbox.base_url())
    }

    pub(crate) fn send_to(&self, base_url: &str) -> Answer {
        let host = base_url.strip_prefix("http://").unwrap();
        let mut request = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        let length = self.body.len();
        write!(
            request,
            "Host: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{}",
            self.body
        )
        .unwrap();

        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        Answer::parse(&answer)
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn parse(answer: &str) -> Self {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        Self {
            status: status.parse().unwrap(),
            headers: lines
                .map(|line| line.split_once(": ").unwrap())
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Checks that this is the complete problem document of a refusal by this rule.
    #[track_caller]
    pub(crate) fn assert_refused(&self, status: u16, rule: &str) {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(
            (self.status, problem["rule"].as_str()),
            (status, Some(rule)),
            "{self:?}"
        );
        assert_eq!(problem["status"], status);
        assert_eq!(
            problem["type"],
            format!("urn:connectpay-sandbox:problem:{rule}")
        );
        assert!(!problem["title"].as_str().unwrap().is_empty());
        assert!(
            problem["detail"].as_str().unwrap().contains("expected"),
            "{self:?}"
        );
        // RFC 9110, section 15.5.2.
        assert_eq!(
            self.header("www-authenticate").is_some(),
            status == 401,
            "{self:?}"
        );
    }
}

pub(crate) fn key_of(client_key: &str, client_secret: &str) -> String {
    STANDARD.encode(format!("{client_key}:{client_secret}"))
}

/// A partner's request with a JSON body.
pub(crate) fn partner_post(sandbox: &Sandbox, path: &str, body: &Value) -> Answer {
    Call::post(path)
        .api_key(SAMPLE_KEY)
        .json(body)
        .send(sandbox)
}

/// A user's request, from the address that all users of these tests have.
pub(crate) fn user_call(method: &str, path: &str, token: &AccessToken) -> Call {
    Call::new(method, path).bearer(token).psu_ip("203.0.113.7")
}

/// Six digits that are not the code.
pub(crate) fn wrong(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

pub(crate) fn new_user() -> Value {
    serde_json::json!({
        "email": "ada@example.com",
        "password": "b3BhcXVl",
        "mobilePhoneNumber": "+37060000000",
        "redirectUrl": "https://example.com/validated",
    })
}
