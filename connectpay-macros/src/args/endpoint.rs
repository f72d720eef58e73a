//! The arguments of `#[endpoint(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

use super::arg::{self, Arg, CREDENTIALS, Foreign, Keys, OF_A_CALL, contradiction};
use super::path_text::as_path;
use super::{Given, request_line};
use crate::errors::Errors;
use crate::model::{HttpMethod, Scheme};
use crate::runtime_path::RuntimePath;

const KEYS: Keys = Keys {
    own: &[
        "path",
        "auth",
        "decided_by",
        "method",
        "idempotent",
        "once",
        "crate",
    ],
    foreign: &[
        Foreign {
            words: &["base", "prefix", "base_path", "path_prefix"],
            meant: Some("base"),
            expected: "`#[api(base = \"/…\")]` on the trait, or the whole path in `path`",
        },
        Foreign {
            words: &["url", "uri", "route"],
            meant: Some("path"),
            expected: "`path = \"/…\"` for a path, or `#[api(host(…))]` on the trait for an API on other hosts",
        },
        Foreign {
            words: &["host", "base_url", "origin", "server"],
            meant: None,
            expected: "`#[api(host(stage = \"https://…\", production = \"https://…\"))]` on the trait, whose endpoints share their hosts",
        },
        Foreign {
            words: &["verb", "http_method"],
            meant: Some("method"),
            expected: "`method`, as in `method = POST`",
        },
        Foreign {
            words: &["header", "headers", "accept"],
            meant: None,
            expected: "`#[header(\"…\")]` on an argument, or `#[api(header(\"…\" = \"…\"))]` on the trait for all of its endpoints",
        },
        Foreign {
            words: &["query", "params"],
            meant: None,
            expected: "`#[query]` on an argument",
        },
        Foreign {
            words: &["body", "json", "form"],
            meant: None,
            expected: "`#[body]` or `#[form]` on an argument",
        },
        Foreign {
            words: &["content_type", "consumes"],
            meant: None,
            expected: "`#[body(\"…\")]` with the content type on an argument",
        },
        Foreign {
            words: &["idempotency_key"],
            meant: None,
            expected: "`.idempotency_key(…)` on a call",
        },
        Foreign {
            words: &["at_most_once"],
            meant: Some("once"),
            expected: "`once`",
        },
        Foreign {
            words: &["version", "api_version"],
            meant: None,
            expected: "`#[api(header(\"…\" = «2»))]` on the trait for a version that is sent as a header, or `path` with the version in it",
        },
        CREDENTIALS,
        OF_A_CALL[0],
        OF_A_CALL[1],
    ],
};

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
    /// A key was reported that may have been meant for a part of the path.
    pub(crate) has_base: bool,
    /// An argument was reported, so what is missing may be what it was meant to be.
    pub(crate) is_broken: bool,
}

impl EndpointArgs {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let before = errors.count();
        let segment = |word: &str| Scheme::meant_by(word).map(Scheme::segment);
        for arg in Arg::parse_list(tokens, &KEYS, errors) {
            match arg.key.to_string().as_str() {
                "path" => args.path = arg.string(|_| None, "path = \"/…\"", errors),
                "auth" => args.auth = arg.word(Scheme::word_meant_by, "auth = partner", errors),
                "decided_by" => {
                    args.decided_by = arg.string(segment, "decided_by = \"client\"", errors);
                }
                "method" => {
                    args.method = arg.word(HttpMethod::word_meant_by, "method = POST", errors);
                }
                "idempotent" => args.idempotent = arg.bare(errors),
                "once" => args.once = arg.bare(errors),
                "base" => args.has_base = true,
                _ => args.runtime = arg.runtime(errors),
            }
        }
        args.refuse_request_line(errors);
        args.is_broken = errors.count() > before;
        args
    }

    /// Reports a `path` that has the method too.
    fn refuse_request_line(&mut self, errors: &mut Errors) {
        let Some(literal) = self.path.value() else {
            return;
        };
        let Some((method, path)) = request_line::read(&literal.value()) else {
            return;
        };
        let path = as_path(&path);
        let given = self.method.value().map(ToString::to_string);
        let given = given.map(|word| HttpMethod::word_meant_by(&word).map_or(word, str::to_owned));
        let said = given.as_deref().map(|given| ("`method`", given));
        let message = match said {
            None => format!(
                "`path` begins with a method; expected `method = {}, path = {path:?}`",
                method.word()
            ),
            Some(said) => contradiction(("`path`", method.word()), said).unwrap_or_else(|| {
                format!("`path` begins with a method; expected `path = {path:?}`")
            }),
        };
        errors.at(literal, message);
        self.path = Given::Unusable;
        self.method = std::mem::take(&mut self.method).or(Given::Unusable);
    }

    /// The arguments that were meant by those of an attribute under another name, which may
    /// be that of a method; or else what contradicts itself in them.
    pub(crate) fn meant_by(
        tokens: TokenStream,
        named: Option<(String, HttpMethod)>,
    ) -> Result<String, String> {
        arg::arguments(tokens, &KEYS, named)
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
