//! Generated code is clean under the lints of a strict crate, in which
//! everything is public and documented.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub,
    unused,
    unused_qualifications,
    unused_results,
    unused_crate_dependencies,
    unused_lifetimes,
    single_use_lifetimes,
    redundant_lifetimes,
    elided_lifetimes_in_paths,
    trivial_casts,
    trivial_numeric_casts,
    variant_size_differences,
    unnameable_types,
    let_underscore_drop,
    unit_bindings,
    ambiguous_negative_literals,
    non_ascii_idents,
    keyword_idents,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    future_incompatible,
    nonstandard_style
)]
// The cases share the dependencies of the tests.
#![allow(unused_crate_dependencies)]

use connectpay::endpoints::{Api, Endpoint, Host, Location, Operation, Parameter};
use connectpay::{Call, Caller, Client, Partner, Result, Session, User};
use serde::{Deserialize, Serialize};

/// A user that is to be.
#[derive(Clone, Debug, Serialize)]
pub struct NewUser {
    /// Also the name for logging in.
    pub email: String,
}

/// A user that is.
#[derive(Clone, Debug, Deserialize)]
pub struct CreatedUser {
    /// Opaque.
    pub id: String,
}

/// Endpoints of one scheme.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait OneScheme {
    /// Creates.
    #[connectpay::endpoint(path = "/users")]
    async fn create(&self, #[body] user: Option<&NewUser>) -> Result<CreatedUser>;

    /// Finds.
    #[connectpay::endpoint(path = "/users/{id}")]
    fn find(
        &self,
        id: &str,
        #[query] page: u32,
        #[header("X-Request-ID")] request_id: Option<&str>,
    ) -> Call<Option<CreatedUser>>;
}

/// Endpoints of both.
#[connectpay::api(
    auth = user,
    host(stage = "https://stage.example.com", production = "https://example.com"),
)]
pub trait BothSchemes {
    /// The partner's.
    #[connectpay::endpoint(method = GET, path = "/example/partner", auth = partner)]
    async fn of_the_partner(&self) -> Result<()>;

    /// The user's.
    #[connectpay::endpoint(method = PUT, path = "/example/client", idempotent)]
    async fn of_the_user(
        &self,
        #[form] user: &NewUser,
        #[query(flatten)] filter: &NewUser,
    ) -> Result<Vec<CreatedUser>>;
}

/// An endpoint alone.
pub trait Alone {
    /// The only one.
    #[connectpay::endpoint(path = "/example/partner/alone", auth = partner)]
    async fn alone(&self) -> Result<CreatedUser>;
}

impl Alone for Client {}

/// Parameters of its own.
#[connectpay::api(base = "/example/client", auth = user)]
pub trait Generic<T: serde::de::DeserializeOwned> {
    /// Any.
    #[connectpay::endpoint(method = GET, path = "/any")]
    async fn any(&self) -> Result<T>;
}

/// Endpoints of which none is left.
#[connectpay::api(base = "/example/client", auth = user)]
pub trait LeftOut {
    /// Never there.
    #[cfg(any())]
    #[connectpay::endpoint(method = GET, path = "/left-out")]
    async fn left_out(&self) -> Result<()>;
}

/// All of them, and none of its own.
#[connectpay::api]
pub trait Collecting: BothSchemes + LeftOut {}

#[connectpay::api(base = "/example/client", auth = user)]
trait Private {
    #[connectpay::endpoint(method = GET, path = "/private")]
    async fn private(&self) -> Result<()>;
}

fn uses<C: Caller<Partner> + OneScheme, U: Caller<User> + Private>(_: &C, _: &U) {}

fn main() {
    let _: fn(&Client, &Session) = uses;
    let _: fn(&Session) -> Call<()> = Private::private;
    let (api, operation): (Api, &Operation) = (OneScheme, &OneScheme.operations()[1]);
    let (endpoint, parameter): (&Endpoint, &Parameter) =
        (operation.endpoint(), &operation.parameters()[0]);
    assert_eq!((api.name(), endpoint.name()), ("OneScheme", "find"));
    assert_eq!(parameter.location(), Location::Path("id"));
    let host: Option<Host> = BothSchemes.operations()[0].endpoint().hosts();
    assert!(host.is_some());
    assert_eq!(Generic.operations().len(), 1);
    assert!(LeftOut.operations().is_empty() && Collecting.operations().is_empty());
}
