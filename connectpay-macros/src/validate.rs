//! Every rule of a declaration. Each check reports what it finds and goes on,
//! so that one compile shows all mistakes; a model comes out when there are none.

mod auth;
mod params;
mod signature;
mod trait_rules;

use std::collections::HashSet;

use quote::ToTokens;
use syn::Ident;

use crate::args::{ApiArgs, EndpointArgs, Given};
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::model::{Endpoint, Host, HttpMethod, Scheme};
use crate::path::Template;
use crate::runtime_path::RuntimePath;

use self::signature::Form;
pub(crate) use self::trait_rules::{
    check_head, check_misplaced, duplicates, refuse_macro, refuse_renamed, shared_scheme,
};

/// What a trait gives to its endpoints; nothing for an endpoint alone.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) base: Given<Template>,
    pub(crate) scheme: Given<Scheme>,
    pub(crate) host: Option<Host>,
    pub(crate) runtime: RuntimePath,
}

impl Defaults {
    /// Checks the arguments of `#[api]`.
    pub(crate) fn new(args: ApiArgs, errors: &mut Errors) -> Self {
        Self {
            base: args
                .base
                .and_then(|base| Some(trait_rules::base(base, errors))),
            scheme: args.auth.and_then(|auth| auth::scheme(auth, errors)),
            host: args.host.and_then(|host| trait_rules::host(&host, errors)),
            runtime: args.runtime.unwrap_or_default(),
        }
    }
}

/// Checks one declaration. `at` is what a message about something missing points at.
pub(crate) fn endpoint(
    args: &EndpointArgs,
    method: &Method,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Endpoint> {
    let before = errors.count();
    let template = template(args, at, errors);
    let scheme = auth::endpoint_scheme(args, template.as_ref(), defaults, at, errors);
    let http_method = args.method.and_then(|word| http_method(word, errors));
    let form = signature::check(method, errors);
    let arguments = params::check(method, template.as_ref(), errors);
    let known_method = match http_method {
        Given::Value(known) => Some(known),
        // One misspelt method must not count as several mistakes.
        Given::Unusable => None,
        Given::Missing if params::bodies(method).next().is_some() => Some(HttpMethod::Post),
        Given::Missing => Some(HttpMethod::Get),
    };
    check_once(args, known_method, errors);
    if let Some(known) = known_method {
        check_idempotent(args.idempotent.as_ref(), known, errors);
        if known.is_safe() {
            params::refuse_bodies(method, known, errors);
        }
    }
    if errors.count() > before {
        return None;
    }
    let Form {
        receiver,
        returns,
        returns_call,
        answer,
    } = form?;
    Some(Endpoint {
        attrs: method.attrs.clone(),
        fn_token: method.sig.fn_token,
        name: method.sig.ident.clone(),
        receiver,
        arguments,
        returns,
        returns_call,
        answer,
        where_clause: method.sig.generics.where_clause.clone(),
        method: known_method?,
        path: full_path(defaults.base.value(), &template?),
        scheme: scheme?,
        scheme_span: args.auth.value().unwrap_or(&method.sig.ident).span(),
        idempotent: args.idempotent.is_some(),
        once: args.once.is_some(),
        host: defaults.host.clone(),
        runtime: args
            .runtime
            .clone()
            .unwrap_or_else(|| defaults.runtime.clone()),
    })
}

fn template(args: &EndpointArgs, at: &dyn ToTokens, errors: &mut Errors) -> Option<Template> {
    match &args.path {
        Given::Value(path) => return Some(Template::parse(path, errors)),
        Given::Missing => errors.at(at, "missing `path`; expected one such as `path = \"/baas-sca/user-management/partner/users\"`"),
        Given::Unusable => {}
    }
    None
}

fn full_path(base: Option<&Template>, template: &Template) -> String {
    let segments = base
        .into_iter()
        .chain([template])
        .flat_map(|part| &part.segments);
    segments.fold(String::new(), |path, segment| path + "/" + &segment.text())
}

fn http_method(word: &Ident, errors: &mut Errors) -> Option<HttpMethod> {
    let found = word.to_string();
    let method = HttpMethod::from_word(&found);
    if method.is_none() {
        let hint = did_you_mean(&found, HttpMethod::WORDS);
        errors.at(
            word,
            format!(
                "unknown method `{found}`; expected {}{hint}",
                one_of(HttpMethod::WORDS)
            ),
        );
    }
    method
}

fn check_idempotent(key: Option<&Ident>, method: HttpMethod, errors: &mut Errors) {
    if let (Some(key), true) = (key, method.is_safe()) {
        errors.at(
            key,
            format!(
                "`idempotent` on a {}, which always is; expected no `idempotent`",
                method.word()
            ),
        );
    }
}

/// Where the method is safe, `idempotent` is the mistake, and is reported as that.
fn check_once(args: &EndpointArgs, method: Option<HttpMethod>, errors: &mut Errors) {
    if let (Some(once), Some(_)) = (&args.once, &args.idempotent) {
        if !method.is_some_and(HttpMethod::is_safe) {
            errors.at(
                once,
                "`once` beside `idempotent`, which says that it may be sent again; \
                 expected one of the two",
            );
        }
    }
}

/// The names in a template that arguments fill.
fn placeholder_names(template: Option<&Template>) -> HashSet<&str> {
    template
        .into_iter()
        .flat_map(Template::placeholders)
        .collect()
}
