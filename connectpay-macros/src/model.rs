//! A declaration whose every rule held. Only `validate` makes these values, and
//! `expand` sees nothing else.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Receiver, Type, WhereClause};

use crate::runtime_path::RuntimePath;

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
    /// The whole template, with `base` in front.
    pub(crate) path: String,
    pub(crate) scheme: Scheme,
    /// Where the scheme is written, or the method's name if the trait gives it.
    pub(crate) scheme_span: Span,
    pub(crate) idempotent: bool,
    /// Not even sent again after a 401.
    pub(crate) once: bool,
    pub(crate) host: Option<Host>,
    pub(crate) runtime: RuntimePath,
}

/// One argument after `&self`.
pub(crate) struct Argument {
    /// Lints and the like, which stay on the argument.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    pub(crate) location: Location,
}

/// Where an argument goes in the request.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query {
        key: String,
    },
    QueryFlatten,
    /// The name in lower case.
    Header {
        name: String,
    },
    Body,
    Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Partner,
    User,
}

impl Scheme {
    pub(crate) const WORDS: &[&str] = &["partner", "user"];

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "partner" => Some(Self::Partner),
            "user" => Some(Self::User),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::User => "user",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Partner => Self::User,
            Self::User => Self::Partner,
        }
    }

    /// The path segment that stands for it.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::User => "client",
        }
    }

    /// The type and the variant of the runtime.
    pub(crate) fn type_name(self) -> Ident {
        match self {
            Self::Partner => Ident::new("Partner", Span::call_site()),
            Self::User => Ident::new("User", Span::call_site()),
        }
    }

    /// The credentials, for the docs.
    pub(crate) fn credentials(self) -> &'static str {
        match self {
            Self::Partner => "the partner's API key (`x-connectpay-api-key`)",
            Self::User => "the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum HttpMethod {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
}

impl HttpMethod {
    pub(crate) const WORDS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "GET" => Some(Self::Get),
            "POST" => Some(Self::Post),
            "PUT" => Some(Self::Put),
            "PATCH" => Some(Self::Patch),
            "DELETE" => Some(Self::Delete),
            "HEAD" => Some(Self::Head),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
        }
    }

    /// The name of the runtime's variant.
    pub(crate) fn variant(self) -> &'static str {
        match self {
            Self::Get => "Get",
            Self::Post => "Post",
            Self::Put => "Put",
            Self::Patch => "Patch",
            Self::Delete => "Delete",
            Self::Head => "Head",
        }
    }

    /// GET and HEAD: no body, and always idempotent.
    pub(crate) fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// The hosts of an API that names its own.
#[derive(Clone)]
pub(crate) struct Host {
    pub(crate) stage: String,
    pub(crate) production: String,
}
