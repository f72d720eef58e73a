//! Everything that generated code names. It is not part of the public interface and
//! changes without notice, together with the macros.

pub use std::marker::{Send, Sync};

pub use http::HeaderName;

pub use crate::auth::{Partner, User};
pub use crate::call::{Call, Unsent};
pub use crate::caller::{Caller, Channel, HasCredentialsOf};
pub use crate::client::{Client, Session};
pub use crate::endpoint::{Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb};
pub use crate::expansion::{ByItself, UnderApi, by_itself};
pub use crate::request::{HeaderField, JsonContent, PathArgument, QueryArgument, Request, pairs};
pub use crate::response::{Decode, Decoder, decode_head};

use crate::call::Pending;
use crate::error::Result;

/// The return type of an endpoint's method, as its author wrote it. Naming it
/// in generated code keeps the author's imports in use.
#[diagnostic::on_unimplemented(
    message = "an endpoint cannot return `{Self}`",
    label = "expected `connectpay::Result<T>` or `connectpay::Call<T>`",
    note = "for the types of another version of the library, say where that is, as in `crate = ::my_sdk::connectpay`"
)]
pub trait Returned {
    type Value;
}

impl<T> Returned for Result<T> {
    type Value = T;
}

impl<T> Returned for Call<T> {
    type Value = T;
}

/// The type of what a mistake leaves open: `Mistaken<{ compile_error!("…") }>`.
///
/// rustc takes it for every type, since its own error has been reported, so no use of a
/// method that returns it is another error. (A macro cannot name rustc's type for this:
/// `compile_error!` in place of a type is `()`.)
pub type Mistaken<const REPORTED: usize> = <Unknown<REPORTED> as Reported>::Type;

pub trait Reported {
    type Type;
}

#[non_exhaustive]
pub struct Unknown<const REPORTED: usize>;

impl Reported for Unknown<0> {
    type Type = ();
}

/// Makes the call of a finished request. The value has a type parameter of its own, so
/// that the wrong `Result` or `Call` causes one error, not one for each use.
pub fn call<R: Returned<Value = T>, T>(call: Unsent, decode: Decode<T>) -> Call<T> {
    Call {
        pending: Pending::prepared(call),
        decode,
    }
}
