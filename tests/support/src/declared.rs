//! The endpoints that the tests call: the documented ones, and made-up paths for forms
//! that ConnectPay's four paths do not show.

use bytes::Bytes;
use connectpay::Result;
use serde::{Deserialize, Serialize};

/// What the partner says about a new user.
#[derive(Serialize)]
pub struct NewUser {
    /// The email, which is also the name for logging in.
    pub email: &'static str,
}

/// The answer to a new user.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    /// ConnectPay's name for the user.
    pub user_id: String,
}

/// Three of the documented paths.
#[connectpay::api(base = "/baas-sca/user-management")]
pub trait UserManagement {
    /// The partner creates a user.
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    /// Ends the user's session.
    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;

    /// Sends the user a one-time password.
    #[connectpay::endpoint(method = POST, path = "/client/sca/authorise/{event_id}", auth = user)]
    async fn authorise(&self, event_id: &str) -> Result<()>;
}

/// A struct whose fields become pairs of a query or a form.
#[derive(Serialize)]
pub struct Page {
    /// Counted from 1.
    #[serde(rename = "pageNo")]
    pub number: u32,
    /// Left out if `None`.
    #[serde(rename = "pageSize")]
    pub size: Option<u32>,
}

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait Example {
    /// Path arguments, in a different order from the path's.
    #[connectpay::endpoint(path = "/things/{owner}/{number}")]
    async fn thing(&self, number: u64, owner: &str) -> Result<Bytes>;

    /// Every kind of query argument.
    #[connectpay::endpoint(method = GET, path = "/search")]
    async fn search(
        &self,
        #[query] text: &str,
        #[query(rename = "currencyPair")] pairs: &[&str],
        #[query] limit: Option<u32>,
        #[query(flatten)] page: Option<&Page>,
    ) -> Result<()>;

    /// A query argument that may be left out.
    #[connectpay::endpoint(method = GET, path = "/optional")]
    async fn optional(&self, #[query] limit: Option<u32>) -> Result<()>;

    /// Names of query parameters that are known when the request is built.
    #[connectpay::endpoint(method = GET, path = "/beside")]
    async fn beside(
        &self,
        #[query] limit: Option<&str>,
        #[query(flatten)] filter: &[(&str, &str)],
        #[query(rename = "a b")] last: Option<&str>,
    ) -> Result<()>;

    /// Lists in one value with commas.
    #[connectpay::endpoint(method = GET, path = "/lists")]
    async fn lists(
        &self,
        #[query(style = comma)] ids: &[&str],
        #[query(rename = "status[]", style = comma)] statuses: Option<Vec<u8>>,
        #[query(style = comma, rename = "one")] one: Option<&str>,
        #[query(flatten)] more: &[(&str, &str)],
    ) -> Result<()>;

    /// Numbers in the body.
    #[connectpay::endpoint(path = "/number")]
    async fn number_in_the_body(&self, #[body] number: &[Option<f64>]) -> Result<()>;

    /// Numbers in a form.
    #[connectpay::endpoint(method = PUT, path = "/number")]
    async fn number_in_the_form(&self, #[form] number: &[(&str, f64)]) -> Result<()>;

    /// A number in the query.
    #[connectpay::endpoint(method = GET, path = "/number")]
    async fn number_in_the_query(&self, #[query] number: f64) -> Result<()>;

    /// A body that may be left out.
    #[connectpay::endpoint(method = PUT, path = "/note")]
    async fn note(&self, #[body] note: Option<&str>) -> Result<()>;

    /// A form as the body.
    #[connectpay::endpoint(path = "/form")]
    async fn form(&self, #[form] page: &Page) -> Result<()>;

    /// Headers, of which two may be left out.
    #[connectpay::endpoint(method = GET, path = "/headers")]
    async fn headers(
        &self,
        #[header("X-Request-ID")] id: &str,
        #[header("Accept")] accept: Option<&str>,
        #[header("X-Count")] count: Option<u32>,
    ) -> Result<()>;

    /// A list in the answer.
    #[connectpay::endpoint(path = "/numbers")]
    async fn numbers(&self) -> Result<Vec<u32>>;

    /// An answer that may have no body.
    #[connectpay::endpoint(path = "/maybe")]
    async fn maybe(&self) -> Result<Option<u32>>;

    /// An answer whose body is ignored, by another name of `()`.
    #[connectpay::endpoint(method = GET, path = "/nothing")]
    async fn nothing(&self) -> Result<Nothing>;

    /// A body that cannot be encoded.
    #[connectpay::endpoint(path = "/unwritable")]
    async fn unwritable(&self, #[body] value: &Unwritable) -> Result<()>;

    /// A query that cannot be encoded, of an endpoint under `cfg`.
    #[connectpay::endpoint(method = GET, path = "/unwritable")]
    #[cfg(true)]
    async fn unwritable_query(&self, #[query] value: &Unwritable) -> Result<()>;
}

/// The type decides on the decoder, and not its spelling.
pub type Nothing = ();

/// Its `Serialize` fails, with a secret in the message.
pub struct Unwritable(pub &'static str);

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(self.0))
    }
}
