//! The arguments of `#[api(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

use super::arg::Arg;
use super::{Given, HeaderArg, HostArgs};
use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

const KEYS: &[&str] = &["base", "auth", "host", "header", "crate"];

/// What `#[api(…)]` says.
#[derive(Default)]
pub(crate) struct ApiArgs {
    pub(crate) base: Given<LitStr>,
    pub(crate) auth: Given<Ident>,
    pub(crate) host: Option<HostArgs>,
    pub(crate) headers: Vec<HeaderArg>,
    pub(crate) runtime: Option<RuntimePath>,
}

impl ApiArgs {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        for arg in Arg::parse_list(tokens, KEYS, errors) {
            match arg.key.to_string().as_str() {
                "base" => args.base = arg.string("base = \"/baas-sca/…\"", errors),
                "auth" => args.auth = arg.word("auth = partner", errors),
                "host" => args.host = HostArgs::parse(arg, errors),
                "header" => args.headers.extend(HeaderArg::parse_list(arg, errors)),
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args
    }
}
