//! A declaration whose every rule held. Only `validate` makes these values, and
//! `expand` sees nothing else of an endpoint.

mod http_method;
mod scheme;

use proc_macro2::{Ident, Span};
use syn::{Attribute, Receiver, Type, WhereClause};

use crate::argument::Argument;
use crate::runtime_path::RuntimePath;

pub(crate) use self::http_method::HttpMethod;
pub(crate) use self::scheme::Scheme;

/// One endpoint.
pub(crate) struct Endpoint {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) fn_token: syn::Token![fn],
    pub(crate) name: Ident,
    pub(crate) receiver: Receiver,
    pub(crate) arguments: Vec<Argument>,
    /// The return type as it was written.
    pub(crate) returns: Type,
    /// Whether it was written as `Call<T>`, not as `Result<T>` of an `async fn`.
    pub(crate) returns_call: bool,
    /// The `T` of it.
    pub(crate) answer: Type,
    pub(crate) where_clause: Option<WhereClause>,
    pub(crate) method: HttpMethod,
    pub(crate) content: ResponseContent,
    /// The whole template, with `base` in front.
    pub(crate) path: String,
    /// Those of the path, in their order.
    pub(crate) placeholders: Vec<String>,
    /// The paths of the trait's other endpoints that an argument could make of this one.
    pub(crate) siblings: Vec<String>,
    pub(crate) scheme: Scheme,
    /// The segment that decides, where the author had to say it.
    pub(crate) decided_by: Option<String>,
    /// Where the scheme is written, on the endpoint or on its trait.
    pub(crate) scheme_span: Span,
    pub(crate) idempotent: bool,
    /// Not even sent again after a 401.
    pub(crate) once: bool,
    pub(crate) host: Option<Host>,
    /// Those that the trait gives to all its endpoints.
    pub(crate) headers: Vec<DefaultHeader>,
    pub(crate) runtime: RuntimePath,
}

/// What the response of an endpoint has for its answer, which a type that is an alias
/// shows to rustc alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseContent {
    /// Nothing: it is the response to a HEAD (RFC 9110, 9.3.2).
    Never,
    /// Something, since nothing else makes a GET of the endpoint: it has no content of
    /// its own, and its author named no method.
    Always {
        /// Whether a type parameter may hide from the compiler what the answer is.
        is_open: bool,
    },
    /// What the author knows.
    Perhaps,
}

/// The hosts of an API that names its own.
#[derive(Clone)]
pub(crate) struct Host {
    pub(crate) stage: String,
    pub(crate) production: String,
}

/// A header of all endpoints of a trait.
#[derive(Clone)]
pub(crate) struct DefaultHeader {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) value: String,
}
