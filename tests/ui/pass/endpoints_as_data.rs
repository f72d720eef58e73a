//! The constant beside the trait says what was declared, and nothing that is
//! compiled out.

use connectpay::Result;
use connectpay::endpoints::{Location, Operation};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
pub struct NewUser<'a> {
    email: &'a str,
}

#[derive(Deserialize)]
pub struct CreatedUser {}

/// Users of the partner.
#[connectpay::api(base = "/baas-sca/user-management")]
pub trait UserManagement {
    /// Creates a user.
    ///
    /// The user gets an e-mail.
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser<'_>) -> Result<Option<CreatedUser>>;

    #[cfg(any())]
    #[connectpay::endpoint(method = GET, path = "/partner/users/{id}", auth = partner)]
    async fn gone(&self, id: &str) -> Result<()>;

    #[r#cfg(any())]
    #[connectpay::endpoint(method = GET, path = "/partner/accounts/{id}", auth = partner)]
    async fn gone_by_a_raw_word(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(
        method = PUT,
        path = "/client/users/{user_id}/{type}",
        auth = user,
        idempotent
    )]
    fn change(
        &self,
        #[query(rename = "pageSize")] page_size: Option<u32>,
        #[query(flatten)] filter: &std::collections::HashMap<String, Vec<u8>>,
        r#type: &'static str,
        user_id: u64,
        #[header("X-Request-ID")] request_id: &str,
        #[form] form: (&str, [u8; 4]),
    ) -> connectpay::Call<()>;

    fn not_an_endpoint(&self) {}
}

/// Endpoints that the documentation does not show.
#[doc(hidden)]
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait Hidden {
    /// Shown.
    #[connectpay::endpoint(method = GET, path = "/shown")]
    async fn shown(&self) -> Result<()>;

    /// Hidden.
    #[doc(hidden)]
    #[connectpay::endpoint(method = GET, path = "/hidden")]
    async fn hidden(&self) -> Result<()>;

    /// Hidden too: a raw word is the same word.
    #[r#doc(hidden)]
    #[connectpay::r#endpoint(method = GET, path = "/hidden/{id}")]
    async fn hidden_by_a_raw_word(&self, #[r#path("id")] account: &str) -> Result<()>;
}

/// No endpoint yet.
#[connectpay::api]
pub trait Empty {}

const PATH: &str = UserManagement.operations()[0].endpoint().path();

pub(super) fn main() {
    assert_eq!(UserManagement.name(), "UserManagement");
    let [create_user, change] = UserManagement.operations() else {
        panic!("{UserManagement:?}");
    };
    a_post_by_default(create_user);
    a_put_with_every_kind_of_argument(change);
    let hidden = Hidden.operations().iter().map(|it| it.is_hidden());
    assert_eq!(hidden.collect::<Vec<_>>(), [false, true, true]);
    assert!(Empty.operations().is_empty());
}

fn a_post_by_default(create_user: &Operation) {
    assert_eq!(PATH, "/baas-sca/user-management/partner/users");
    let endpoint = create_user.endpoint();
    assert_eq!(endpoint.name(), "create_user");
    assert_eq!(endpoint.method(), http::Method::POST);
    assert_eq!(endpoint.auth().as_str(), "partner");
    assert!(!endpoint.is_idempotent() && endpoint.hosts().is_none());
    assert_eq!(
        create_user.docs(),
        "Creates a user.\n\nThe user gets an e-mail."
    );
    assert_eq!(create_user.answer(), "Option<CreatedUser>");
}

fn a_put_with_every_kind_of_argument(change: &Operation) {
    let endpoint = change.endpoint();
    assert_eq!(
        endpoint.path(),
        "/baas-sca/user-management/client/users/{user_id}/{type}"
    );
    assert_eq!(
        (endpoint.method(), endpoint.auth().as_str()),
        (http::Method::PUT, "user")
    );
    assert!(endpoint.is_idempotent());
    assert_eq!((change.docs(), change.answer()), ("", "()"));
    let parameters: Vec<_> = change
        .parameters()
        .iter()
        .map(|it| (it.argument(), it.location(), it.type_name()))
        .collect();
    assert_eq!(
        parameters,
        [
            ("page_size", Location::Query("pageSize"), "Option<u32>"),
            (
                "filter",
                Location::QueryFlatten,
                "&std::collections::HashMap<String, Vec<u8>>"
            ),
            ("type", Location::Path("type"), "&'static str"),
            ("user_id", Location::Path("user_id"), "u64"),
            ("request_id", Location::Header("x-request-id"), "&str"),
            ("form", Location::Form, "(&str, [u8; 4])"),
        ]
    );
}
