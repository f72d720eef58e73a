//! The arguments of `#[api(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, LitStr, Meta};

use super::arg::{Arg, CREDENTIALS, Foreign, Keys, OF_A_CALL};
use super::{Given, HeaderArg, HostArgs};
use crate::errors::Errors;
use crate::model::Scheme;
use crate::runtime_path::RuntimePath;

const KEYS: Keys = Keys {
    own: &["base", "auth", "host", "header", "crate"],
    foreign: &[
        Foreign {
            words: &["path", "prefix", "base_path", "path_prefix", "root"],
            meant: Some("base"),
            expected: "`base = «/…»`, which stands before the path of every endpoint",
        },
        Foreign {
            words: &["url", "uri", "base_url", "origin", "server"],
            meant: Some("base"),
            expected: "`base = \"/…\"` for a path, or `host(stage = \"https://…\", production = \"https://…\")` for an API on other hosts",
        },
        Foreign {
            words: &["method", "decided_by", "idempotent", "once"],
            meant: None,
            expected: "it in the `#[endpoint(…)]` that it is about",
        },
        Foreign {
            words: &["at_most_once"],
            meant: None,
            expected: "`once` in the `#[endpoint(…)]` that it is about",
        },
        Foreign {
            words: &["version", "api_version"],
            meant: None,
            expected: "`header(\"…\" = «2»)` for a version that all endpoints send as a header, or `base` with the version in it for one in the path",
        },
        CREDENTIALS,
        OF_A_CALL[0],
        OF_A_CALL[1],
    ],
};

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
        for arg in Arg::parse_list(tokens, &KEYS, errors) {
            match arg.key.to_string().as_str() {
                "base" => args.base = arg.string(|_| None, "base = \"/baas-sca/…\"", errors),
                "auth" => args.auth = arg.word(Scheme::word_meant_by, "auth = partner", errors),
                "host" => args.host = HostArgs::parse(arg, errors),
                "header" => args.headers.extend(HeaderArg::parse_list(arg, errors)),
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args
    }

    /// With what another `#[api]` on the trait says beside this one, of which the mistakes
    /// are not reported.
    pub(crate) fn or(self, other: &Attribute) -> Self {
        let tokens = match &other.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) | Meta::NameValue(_) => return self,
        };
        let other = Self::parse(tokens, &mut Errors::default());
        Self {
            base: self.base.or(other.base),
            auth: self.auth.or(other.auth),
            host: self.host.or(other.host),
            headers: self.headers.into_iter().chain(other.headers).collect(),
            runtime: self.runtime.or(other.runtime),
        }
    }
}
