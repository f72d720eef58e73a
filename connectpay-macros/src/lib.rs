//! The attribute macros of `connectpay-runtime`, which re-exports and documents them.
//!
//! A declaration goes one way through the crate: tokens are read by [`args`] and
//! [`item`], [`validate`] applies every rule and never stops early, its result is
//! a [`model`] of valid values alone, and [`expand`] writes that down. When a
//! rule was broken, [`fallback`] re-emits what the author wrote, so that the
//! messages of the rules are the only ones.

mod api;
mod args;
mod endpoint;
mod errors;
mod expand;
mod fallback;
mod item;
mod model;
mod path;
mod runtime_path;
mod validate;

use proc_macro::TokenStream;

/// Declares one endpoint: a method of a trait becomes an authenticated call.
///
/// ```ignore
/// #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
/// async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;
/// ```
///
/// | key | meaning |
/// |---|---|
/// | `path = "…"` | required: a template such as `/…/client/sca/authorise/{event_id}` |
/// | `auth = partner` or `auth = user` | required, unless `#[api(auth = …)]` gives it; must fit the path, where a `partner` segment means the partner and a `client` segment the user |
/// | `method = GET` | `GET`, `POST`, `PUT`, `PATCH`, `DELETE` or `HEAD`; left out: `POST` with a body, else `GET` |
/// | `idempotent` | may be sent again after an unclear failure; `GET` and `HEAD` always may |
/// | `crate = ::path` | where `connectpay-runtime` is, for crates that rename or re-export it |
///
/// An argument whose name is in the template is a path argument, a type that
/// implements `PathValue`. Any other says what it is:
///
/// | marker | meaning |
/// |---|---|
/// | `#[body]` | the body, as JSON |
/// | `#[form]` | the body, as `application/x-www-form-urlencoded` |
/// | `#[query]`, `#[query(rename = "pageSize")]` | a query parameter; a list repeats its key |
/// | `#[query(flatten)]` | every field of a struct, or entry of a map, as a query parameter |
/// | `#[header("X-Request-ID")]` | a header |
///
/// `None` is left out. The method is written `async fn … -> Result<T>` or
/// `fn … -> Call<T>` and has no body; either way it returns a `Call<T>`. `T` is
/// anything that can be deserialized from JSON; `()` ignores the body,
/// `Option<T>` is `None` for an empty one, and `bytes::Bytes` is the body as it came.
///
/// The method becomes a provided one with the bound `Self: Caller<Partner>` or
/// `Self: Caller<User>`, so `impl MyTrait for Client {}` is all that is left to
/// write; [`api`](macro@api) on the trait writes that too.
#[proc_macro_attribute]
pub fn endpoint(args: TokenStream, item: TokenStream) -> TokenStream {
    endpoint::expand(args.into(), &item.into()).into()
}

/// Checks a trait of endpoints as a whole and implements it for `Client` and `Session`.
///
/// ```ignore
/// #[connectpay::api(base = "/baas-sca/user-management")]
/// pub trait UserManagement {
///     #[connectpay::endpoint(path = "/partner/users", auth = partner)]
///     async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;
/// }
/// ```
///
/// | key | meaning |
/// |---|---|
/// | `base = "…"` | put before the path of every endpoint |
/// | `auth = partner` or `auth = user` | for the endpoints that name none |
/// | `host(stage = "https://…", production = "https://…")` | for an API whose reference names other hosts; a custom environment overrides it |
/// | `crate = ::path` | where `connectpay-runtime` is |
///
/// * A trait whose endpoints share one scheme gets `Caller<Partner>` or
///   `Caller<User>` as a supertrait, which keeps it dyn-compatible and lets a
///   fake override single methods. In a mixed trait each method has its bound.
/// * The trait is implemented for what may call its endpoints: `Client`,
///   `Session` and `dyn Caller<…>`; not when another of its items has no
///   default, which only its author can give.
/// * A constant with the trait's name, of type `Api`, has its endpoints as data.
/// * Methods without `#[endpoint]` stay as they are.
#[proc_macro_attribute]
pub fn api(args: TokenStream, item: TokenStream) -> TokenStream {
    api::expand(args.into(), &item.into()).into()
}

#[cfg(test)]
mod tests;
