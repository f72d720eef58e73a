//! What the arguments of the attributes say.

mod arg;

use proc_macro2::{Ident, Span, TokenStream};
use syn::LitStr;

use self::arg::{Arg, Value};
use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

/// What `#[endpoint(…)]` says, each key at most once.
#[derive(Default)]
pub(crate) struct EndpointArgs {
    pub(crate) path: Option<LitStr>,
    /// `path` is there, though not as a string.
    pub(crate) path_is_unusable: bool,
    pub(crate) auth: Option<Ident>,
    pub(crate) auth_is_unusable: bool,
    pub(crate) method: Option<Ident>,
    pub(crate) method_is_unusable: bool,
    pub(crate) idempotent: Option<Ident>,
    pub(crate) once: Option<Ident>,
    pub(crate) runtime: Option<RuntimePath>,
}

/// What `#[api(…)]` says, each key at most once.
#[derive(Default)]
pub(crate) struct ApiArgs {
    pub(crate) base: Option<LitStr>,
    pub(crate) base_is_unusable: bool,
    pub(crate) auth: Option<Ident>,
    pub(crate) auth_is_unusable: bool,
    pub(crate) host: Option<HostArgs>,
    pub(crate) runtime: Option<RuntimePath>,
}

/// What `host(…)` says; both keys are there.
pub(crate) struct HostArgs {
    pub(crate) stage: LitStr,
    pub(crate) production: LitStr,
}

const ENDPOINT_KEYS: &[&str] = &["path", "auth", "method", "idempotent", "once", "crate"];
const API_KEYS: &[&str] = &["base", "auth", "host", "crate"];
const HOST_KEYS: &[&str] = &["stage", "production"];

impl EndpointArgs {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        for arg in Arg::parse_list(tokens, ENDPOINT_KEYS, errors) {
            match arg.key.to_string().as_str() {
                "path" => {
                    let value = arg.string("path = \"/baas-sca/…\"", errors);
                    args.path_is_unusable = value.is_none();
                    args.path = value;
                }
                "auth" => {
                    let value = arg.word("auth = partner", errors);
                    args.auth_is_unusable = value.is_none();
                    args.auth = value;
                }
                "method" => {
                    let value = arg.word("method = POST", errors);
                    args.method_is_unusable = value.is_none();
                    args.method = value;
                }
                "idempotent" => args.idempotent = arg.bare(errors),
                "once" => args.once = arg.bare(errors),
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args
    }
}

impl ApiArgs {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        for arg in Arg::parse_list(tokens, API_KEYS, errors) {
            match arg.key.to_string().as_str() {
                "base" => {
                    let value = arg.string("base = \"/baas-sca/…\"", errors);
                    args.base_is_unusable = value.is_none();
                    args.base = value;
                }
                "auth" => {
                    let value = arg.word("auth = partner", errors);
                    args.auth_is_unusable = value.is_none();
                    args.auth = value;
                }
                "host" => args.host = HostArgs::parse(arg, errors),
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args
    }
}

impl HostArgs {
    fn parse(arg: Arg, errors: &mut Errors) -> Option<Self> {
        const EXAMPLE: &str = "host(stage = \"https://…\", production = \"https://…\")";
        let tokens = match arg.value {
            Value::List(tokens) => tokens,
            Value::Unreadable => return None,
            Value::None | Value::Equals(_) => {
                errors.at(
                    &arg.key,
                    format!("`host` has no list; expected `{EXAMPLE}`"),
                );
                return None;
            }
        };
        let before = errors.count();
        let (mut stage, mut production) = (None, None);
        for arg in Arg::parse_list(tokens, HOST_KEYS, errors) {
            if arg.key == "stage" {
                stage = arg.string("stage = \"https://…\"", errors);
            } else {
                production = arg.string("production = \"https://…\"", errors);
            }
        }
        if let (Some(stage), Some(production)) = (stage, production) {
            return Some(Self { stage, production });
        }
        if errors.count() == before {
            errors.at(
                &arg.key,
                format!("`host` needs both hosts; expected `{EXAMPLE}`"),
            );
        }
        None
    }
}

/// Where a message goes when there is no token to point at: the attribute
/// itself, as its author's token, since of a macro's own rustc says where the
/// error "originates".
pub(crate) fn attribute_span(author: Span) -> Span {
    Span::call_site().resolved_at(author)
}
