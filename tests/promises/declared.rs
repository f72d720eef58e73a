//! The endpoints that the tests call: the documented ones, and made-up paths
//! for forms that ConnectPay's four do not have.

use bytes::Bytes;
use connectpay::Result;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
pub(crate) struct NewUser {
    pub(crate) email: &'static str,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatedUser {
    pub(crate) user_id: String,
}

#[connectpay::api(base = "/baas-sca/user-management")]
pub(crate) trait UserManagement {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/client/sca/authorise/{event_id}", auth = user)]
    async fn authorise(&self, event_id: &str) -> Result<()>;
}

#[derive(Serialize)]
pub(crate) struct Page {
    #[serde(rename = "pageNo")]
    pub(crate) number: u32,
    #[serde(rename = "pageSize")]
    pub(crate) size: Option<u32>,
}

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Example {
    #[connectpay::endpoint(path = "/things/{owner}/{number}")]
    async fn thing(&self, number: u64, owner: &str) -> Result<Bytes>;

    #[connectpay::endpoint(path = "/search")]
    async fn search(
        &self,
        #[query] text: &str,
        #[query(rename = "currencyPair")] pairs: &[&str],
        #[query] limit: Option<u32>,
        #[query(flatten)] page: Option<&Page>,
    ) -> Result<()>;

    #[connectpay::endpoint(path = "/optional")]
    async fn optional(&self, #[query] limit: Option<u32>) -> Result<()>;

    #[connectpay::endpoint(method = PUT, path = "/note")]
    async fn note(&self, #[body] note: Option<&str>) -> Result<()>;

    #[connectpay::endpoint(path = "/form")]
    async fn form(&self, #[form] page: &Page) -> Result<()>;

    #[connectpay::endpoint(path = "/headers")]
    async fn headers(
        &self,
        #[header("X-Request-ID")] id: &str,
        #[header("Accept")] accept: Option<&str>,
        #[header("X-Count")] count: Option<u32>,
    ) -> Result<()>;

    #[connectpay::endpoint(path = "/numbers")]
    async fn numbers(&self) -> Result<Vec<u32>>;

    #[connectpay::endpoint(path = "/maybe")]
    async fn maybe(&self) -> Result<Option<u32>>;

    #[connectpay::endpoint(path = "/nothing")]
    async fn nothing(&self) -> Result<Nothing>;

    #[connectpay::endpoint(path = "/unwritable")]
    async fn unwritable(&self, #[body] value: &Unwritable) -> Result<()>;

    #[connectpay::endpoint(path = "/unwritable")]
    #[cfg(true)]
    async fn unwritable_query(&self, #[query] value: &Unwritable) -> Result<()>;
}

/// The decoder is found by the type, not by its spelling.
pub(crate) type Nothing = ();

/// Its `Serialize` fails, with its secret in the message.
pub(crate) struct Unwritable(pub(crate) &'static str);

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(self.0))
    }
}
