//! The arguments of `#[endpoint(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

use super::Given;
use super::arg::Arg;
use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

const KEYS: &[&str] = &[
    "path",
    "auth",
    "decided_by",
    "method",
    "idempotent",
    "once",
    "crate",
];

/// What `#[endpoint(…)]` says.
#[derive(Default)]
pub(crate) struct EndpointArgs {
    pub(crate) path: Given<LitStr>,
    pub(crate) auth: Given<Ident>,
    /// The segment that decides the credentials, where the path alone does not tell.
    pub(crate) decided_by: Given<LitStr>,
    pub(crate) method: Given<Ident>,
    pub(crate) idempotent: Option<Ident>,
    pub(crate) once: Option<Ident>,
    pub(crate) runtime: Option<RuntimePath>,
    /// An argument was reported, so what is missing may be what it was meant to be.
    pub(crate) is_broken: bool,
}

impl EndpointArgs {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let before = errors.count();
        for arg in Arg::parse_list(tokens, KEYS, errors) {
            match arg.key.to_string().as_str() {
                "path" => args.path = arg.string("path = \"/baas-sca/…\"", errors),
                "auth" => args.auth = arg.word("auth = partner", errors),
                "decided_by" => args.decided_by = arg.string("decided_by = \"client\"", errors),
                "method" => args.method = arg.word("method = POST", errors),
                "idempotent" => args.idempotent = arg.bare(errors),
                "once" => args.once = arg.bare(errors),
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args.is_broken = errors.count() > before;
        args
    }

    /// The arguments of an attribute that was reported as a whole.
    pub(crate) fn unusable() -> Self {
        Self {
            path: Given::Unusable,
            auth: Given::Unusable,
            decided_by: Given::Unusable,
            method: Given::Unusable,
            is_broken: true,
            ..Self::default()
        }
    }
}
