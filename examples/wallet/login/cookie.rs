//! The wallet's two cookies: one for the browser, one for the login.

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::page::page;

pub const LOGIN: &str = "wallet";
const BROWSER: &str = "browser";

/// The cookie of this name, wherever it stands among others (RFC 6265, section 4.2.1).
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// `Strict`: no other site's page has the browser send it. Behind TLS, add `Secure`.
pub fn set(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict")
}

pub fn clear(name: &str) -> String {
    format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The browser that a login began in. A form that another site fills in and sends is
/// refused, or the user would pay with somebody else's account.
#[derive(Clone, Copy)]
pub struct Browser(Uuid);

impl Browser {
    pub fn read_or_new(headers: &HeaderMap) -> Self {
        Self::read(headers).unwrap_or_else(|| Self(Uuid::new_v4()))
    }

    pub fn cookie(self) -> String {
        set(BROWSER, &self.0.to_string())
    }

    /// The owner of the challenge of a login.
    pub fn owner(self, email: &str) -> String {
        format!("login/{}/{email}", self.0)
    }

    fn read(headers: &HeaderMap) -> Option<Self> {
        let value = read(headers, BROWSER)?;
        Uuid::try_parse(value).ok().map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let text = "<p>This form is not from here. <a href=/>Log in</a>.";
        Self::read(&parts.headers)
            .ok_or_else(|| (StatusCode::BAD_REQUEST, page(text)).into_response())
    }
}
