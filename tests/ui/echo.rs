//! A server that answers with the request that it got, and one that always
//! gives the same answer.
#![allow(dead_code, reason = "no case needs all of it")]

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Router;
use connectpay::{AccessToken, Client, Environment, PartnerCredentials, Session};
use serde::{Deserialize, Serialize};

/// A request as the server saw it.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Seen {
    /// The value of a header, `""` if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// A client of the server that answers with what it got.
pub(crate) fn client() -> Client {
    client_of(
        Router::new().fallback(async |request: axum::extract::Request| {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
            let seen = Seen {
                method: parts.method.to_string(),
                target: parts.uri.path_and_query().unwrap().to_string(),
                headers: parts
                    .headers
                    .iter()
                    .map(|(name, value)| (name.to_string(), text(value)))
                    .collect(),
                body: String::from_utf8(body.to_vec()).unwrap(),
            };
            serde_json::to_string(&seen).unwrap()
        }),
    )
}

/// A user of the server that answers with what it got.
pub(crate) fn session() -> Session {
    session_of(&client())
}

/// A client of a server that gives this answer to everything.
pub(crate) fn answering(body: &'static str) -> Client {
    client_of(Router::new().fallback(async move || Ok::<_, Infallible>(body)))
}

/// A user of that client, at a documentation address.
pub(crate) fn session_of(client: &Client) -> Session {
    let token = AccessToken::new("a-token").unwrap();
    client.session(token, [192, 0, 2, 1]).unwrap()
}

fn client_of(router: Router) -> Client {
    Client::builder(
        Environment::custom("http://localhost").unwrap(),
        PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap(),
    )
    .transport(router)
    .build()
    .unwrap()
}
