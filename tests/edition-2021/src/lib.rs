//! Declarations of every form, public and private, in a strict crate of edition
//! 2021. The endpoints are made up.
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]

mod through_macro_rules;

use std::collections::HashMap;

use bytes::Bytes;
use connectpay::{Call, Client, Result, Session};
use serde::{de::DeserializeOwned, Deserialize, Serialize};

pub use crate::through_macro_rules::Ledger;

/// Something that is sent.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// A keyword since edition 2024, and a name before.
    pub gen: u32,
}

/// Something that is received.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Answer {
    /// The same.
    pub gen: u32,
}

/// Endpoints of the partner.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait PartnerApi {
    /// Sends and receives.
    #[connectpay::endpoint(path = "/bodies")]
    async fn send(&self, #[body] gen: &Request) -> Result<Answer>;

    /// Puts every argument somewhere.
    #[connectpay::endpoint(method = PUT, path = "/things/{gen}/{async}", idempotent)]
    #[allow(clippy::too_many_arguments)]
    fn put(
        &self,
        gen: u64,
        r#async: &str,
        #[query(rename = "pageSize")] page_size: Option<u32>,
        #[query] list: &[&str],
        #[query(flatten)] filter: &HashMap<String, String>,
        #[header("X-Request-ID")] request_id: Option<&str>,
        #[body] body: Option<Request>,
    ) -> Call<Option<Answer>>;

    /// No endpoint.
    fn name(&self) -> &'static str {
        "partner"
    }
}

/// Endpoints of both schemes on hosts of their own.
#[connectpay::api(host(
    stage = "https://stage.example.com",
    production = "https://example.com"
))]
pub trait BothApi {
    /// The partner's.
    #[connectpay::endpoint(method = DELETE, path = "/example/partner/{id}", auth = partner)]
    async fn remove(&self, id: char) -> Result<()>;

    /// The user's.
    #[connectpay::endpoint(path = "/example/client/file", auth = user)]
    async fn download(&self, #[query] r#type: &str) -> Result<Bytes>;
}

/// A generic trait.
#[connectpay::api(base = "/example/client", auth = user)]
pub trait List<'a, T>
where
    T: DeserializeOwned + Send,
{
    /// All of them.
    #[connectpay::endpoint(path = "/list")]
    async fn list(&self, #[query] names: &'a [&'a str]) -> Result<Vec<T>>;
}

/// An endpoint alone.
pub trait Alone {
    /// Sends a form.
    #[connectpay::endpoint(path = "/example/partner/forms", auth = partner)]
    async fn send_form(&self, #[form] form: Request) -> Result<Answer>;
}

impl Alone for Client {}

/// A trait that asks for more.
#[connectpay::api]
pub trait Named {
    /// Given by its implementor.
    const NAME: &'static str;

    /// Uses it.
    #[connectpay::endpoint(method = GET, path = "/example/client/named", auth = user)]
    async fn named(&self, #[query] name: &str) -> Result<()>;
}

impl Named for Session {
    const NAME: &'static str = "session";
}

#[connectpay::api(auth = user)]
trait Private {
    #[connectpay::endpoint(method = GET, path = "/example/client/private")]
    async fn private(&self) -> Result<()>;
}

/// Uses what nobody else sees.
///
/// # Errors
///
/// Those of the call.
pub async fn private(session: &Session) -> Result<()> {
    session.private().await
}

#[cfg(test)]
mod tests;
