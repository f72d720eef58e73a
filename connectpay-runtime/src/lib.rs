#![doc = include_str!("../README.md")]
//!
//! # Where things are
//!
//! | you want to | look at |
//! |---|---|
//! | make clients, sessions and calls, and handle their errors | this page |
//! | pay, or log a user in with a code | [`sca`], [`until_final`] |
//! | keep users logged in, on one machine or several | [`tokens`] |
//! | put a layer around the transport, or replace it | [`transport`] |
//! | read declarations as data | [`endpoints`] |
//! | know how to do one thing | [`guide`] |
//!
//! # Types of other crates
//!
//! Only these types of other crates are in public signatures. A new major version of
//! one of their crates is a breaking change of this crate.
//!
//! | type | why |
//! |---|---|
//! | `http::Request`, `Response` | what a transport or a layer of your own takes and gives, and what [`Call::raw`] and [`Call::with_response`] give: the vocabulary that HTTP libraries share |
//! | `http::StatusCode`, `HeaderMap` | parts of an answer: [`Error::status`], [`ServiceAnswer::headers`] |
//! | `http::Method` | [`Endpoint::method`](endpoints::Endpoint::method) |
//! | `http::HeaderName` | in generated code alone: a header's name is a constant, checked by the macro |
//! | `bytes::Bytes` | a body that is in memory: of [`Call::raw`], [`ServiceAnswer::body`], [`RawBody::raw_body`], and as the type of an answer |
//! | `bytes::Buf` | pieces of a body that a transport or a layer of your own gives need not be `Bytes` |
//! | `http_body::Body` | the bodies that a transport or a layer reads and gives: [`RequestBody`](transport::RequestBody), [`ResponseBody`](transport::ResponseBody) |
//! | `tower_service::Service` | a transport of your own, and what a layer wraps; the crate `tower` has it as `tower::Service` |
//! | `tower_layer::Layer` | [`ClientBuilder::layer`]; the crate `tower` has it as `tower::Layer` |
//! | `serde::Serialize` | a body, form or query of an endpoint; named by generated code alone |
//! | `serde::de::Deserialize`, `de::DeserializeOwned` | the type of an answer, and of [`ServiceAnswer::json`] |
//! | `opentelemetry::metrics::MeterProvider` | `ClientBuilder::meter_provider`, with the feature `opentelemetry` |
//! | `redis` | with the feature `redis` it is exported whole, so that the versions agree |
//! | `redis::Client`, `aio::ConnectionLike`, `RedisResult` | the ways to a Redis server that `tokens::RedisTokenStore` takes, with the feature `redis` |
//!
//! You can also rely on two crates whose types are in no signature: calls are awaited
//! on a runtime of Tokio 1, and spans are those of `tracing` 0.1. The types of an
//! [`Error`]'s causes may change with any version.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Public types that will grow must be able to do so without breaking their users.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod auth;
mod call;
mod caller;
mod client;
mod clock;
mod endpoint;
mod environment;
mod error;
mod exchange;
mod expansion;
mod opaque;
mod request;
mod response;
#[cfg(feature = "sealed")]
mod sealed;
mod secret;
mod telemetry;
mod token;
mod until_final;

pub mod endpoints;
pub mod guide;
pub mod sca;
pub mod tokens;
pub mod transport;

/// For generated code only. Its content changes without notice.
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Declares one endpoint: turns a method of a trait into an authenticated call.
///
/// ```
/// use connectpay::{Client, Result};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// struct NewUser {
///     email: String,
/// }
///
/// #[derive(Deserialize)]
/// struct CreatedUser {
///     #[serde(rename = "userId")]
///     user_id: String,
/// }
///
/// trait UserManagement {
///     /// Creates a user of this partner.
///     #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
///     async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;
/// }
///
/// impl UserManagement for Client {}
/// ```
///
/// | key | meaning |
/// |---|---|
/// | `path = "…"` | required: a template such as `/…/client/sca/authorise/{event_id}` |
/// | `auth = partner` or `auth = user` | required, unless `#[api(auth = …)]` gives it; must fit the path, where a `partner` segment means the partner and a `client` segment the user |
/// | `decided_by = "client"` | only where the path alone does not tell: a placeholder stands before its `client` or `partner` segment, or both words, or one of them twice, are in it and the first decides. An argument before it that a server could read as the other word, or that is not ASCII, is refused with nothing sent |
/// | `method = GET` | `GET`, `POST`, `PUT`, `PATCH`, `DELETE` or `HEAD`; left out: `POST` with a body, else `GET`, but required where there is neither a body nor an answer, or an answer that may be `()`, and where an endpoint without a body answers with a challenge or the end of one. A `HEAD` answers `()` |
/// | `idempotent` | may be sent again after an unclear failure; `GET` and `HEAD` always may, unless they are `once` |
/// | `once` | sent at most once, not even again after a 401; excludes `idempotent`: for one-time passwords, and whatever must not count twice |
/// | `crate = ::path` | where this crate is, for crates that rename or re-export it and import the attribute; a path to the attribute, such as `#[bank::endpoint(…)]`, says it too |
///
/// An argument whose name is in the template is a path argument. Its type implements
/// [`PathValue`], or serializes to a string, an integer or `bool`. The template may keep
/// the spelling of the reference: `account_id` also fills `{accountId}` and `{account-id}`. A suffix may follow the
/// last placeholder: `/{id}.pdf`, `/{id}:close`. A call fails with nothing sent if a
/// server could take an argument for such a suffix, or if the argument makes the path
/// of another endpoint of the trait. Mark every other argument with what it is:
///
/// | marker | meaning |
/// |---|---|
/// | `#[body]` | the body, as JSON |
/// | `#[body("application/merge-patch+json")]` | the body, as JSON with this content type, which is a JSON type |
/// | `#[body("application/pdf")]` | the body as it is, with this content type; a type that implements [`RawBody`], such as `Bytes` or `String` |
/// | `#[form]` | the body, as `application/x-www-form-urlencoded` |
/// | `#[query]`, `#[query(rename = "pageSize")]` | a query parameter; a list repeats its key. A struct compiles, but its call fails with nothing sent: it needs `flatten` |
/// | `#[query(style = comma)]` | a query parameter whose list is one value: `ids=1,2` (in OpenAPI `style: form`, `explode: false`); goes with `rename` |
/// | `#[query(flatten)]` | every field of a struct, or entry of a map, as a query parameter |
/// | `#[header("X-Request-ID")]` | a header: a type that implements [`HeaderArgument`], or that serializes to a string, an integer or `bool` |
/// | `#[path("accountId")]` | the placeholder `{accountId}`, for an argument of another name |
///
/// `None` is left out. The method is written `async fn … -> Result<T>` or
/// `fn … -> Call<T>` and has no body; either way it returns a [`Call<T>`]. `T` is
/// anything that can be deserialized from JSON. `()` ignores the body, `Option<T>` is
/// `None` for an empty body, and `bytes::Bytes` is the body as it came.
///
/// Its docs tell, after the author's own words, what is sent with which credentials,
/// where each argument goes, and whether it is `idempotent` or `once`.
///
/// The macro gives the method a body and the bound `Self: Caller<Partner>` or
/// `Self: Caller<User>`. All that is left to write is
/// `impl UserManagement for Client {}`, and [`api`](macro@api) on the trait writes that
/// too.
pub use connectpay_macros::endpoint;

/// Checks a trait of endpoints as a whole and implements it for [`Client`] and [`Session`].
///
/// ```
/// use connectpay::Result;
///
/// #[connectpay::api(base = "/baas-sca/user-management")]
/// pub trait UserManagement {
///     /// Sends the user a one-time password.
///     #[connectpay::endpoint(
///         method = POST,
///         path = "/client/sca/authorise/{authorisation_event_id}",
///         auth = user
///     )]
///     async fn authorise(&self, authorisation_event_id: &str) -> Result<()>;
/// }
/// ```
///
/// | key | meaning |
/// |---|---|
/// | `base = "…"` | put before the path of every endpoint; `path = ""` is the base itself; a path that begins with the base, or with its end from the segment that decides the credentials, needs `decided_by`, since the request has that part twice |
/// | `auth = partner` or `auth = user` | for the endpoints that name none |
/// | `header("X-Api-Version" = "2")` | a header of every endpoint, such as `Accept` for a version of the API; may be given several times; [`Call::header`] overrides it for one call; not for secrets, since it is part of the declaration |
/// | `host(stage = "https://…", production = "https://…")` | for an API whose reference names other hosts, one for each environment; one that is not under `connectpay.com` needs [`ClientBuilder::allow_host`]; a custom environment overrides it |
/// | `crate = ::path` | where this crate is, unless the path to the attributes says it; needed behind a module or an alias of yours for another version than the one that your crate depends on directly |
///
/// * A trait whose endpoints share one scheme gets `Caller<Partner>` or `Caller<User>`
///   as a supertrait, which keeps it dyn-compatible and lets a fake override single
///   methods. In a mixed trait each method has its own bound.
/// * The macro implements the trait for what may call its endpoints: [`Client`] or
///   [`Session`] or both, and `dyn Caller<…>`. It does not if another item of the trait
///   has no default, since only the author can provide that item. It does not implement
///   it for `dyn Caller<…>` if the trait has supertraits other than `Send` and `Sync`.
/// * It sees the endpoints that are written in the trait. One that another macro adds does
///   not compile, nor does an endpoint in a trait of which only a supertrait has `#[api]`.
/// * A constant with the trait's name, of type [`Api`](endpoints::Api), has its endpoints as data.
///   `#[doc(hidden)]` on the trait hides it as well.
/// * Methods without `#[endpoint]` stay as they are. One without a body is an error if it has
///   the form of an endpoint and nothing else in the trait is the implementor's: a method
///   that each implementor writes returns `impl Future<Output = Result<T>>` then, or has
///   `#[allow(async_fn_in_trait)]`.
/// * The attributes of other crates go below this one, where they see the finished trait:
///   `#[mockall::automock]`, and `#[auto_impl::auto_impl(&, Arc, Box)]` for what points at
///   something that implements the trait. [`guide::test`] shows a mock.
pub use connectpay_macros::api;

pub use crate::auth::{ApiKeyFormat, Partner, PartnerCredentials, Scheme, User};
pub use crate::call::Call;
pub use crate::caller::{Caller, Channel};
pub use crate::client::{Client, ClientBuilder, Session};
pub use crate::environment::{BaseUrl, Environment};
pub use crate::error::{BoxError, Error, Outcome, Result, ServiceAnswer, Stage};
pub use crate::exchange::RetryPolicy;
pub use crate::request::{HeaderArgument, PathValue, RawBody, RequestId};
#[cfg(feature = "sealed")]
#[cfg_attr(docsrs, doc(cfg(feature = "sealed")))]
pub use crate::sealed::EncryptionKeys;
pub use crate::token::AccessToken;
pub use crate::until_final::{Followed, PaymentStatus, UntilFinal, until_final};
/// The crate whose clients and connections [`RedisTokenStore`](tokens::RedisTokenStore) takes.
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use ::redis;
