//! Every rule of a declaration. Each check reports what it finds and goes on,
//! so that one compile shows all mistakes; a model comes out when there are none.

mod auth;
mod params;
mod signature;
mod trait_rules;

use std::collections::HashSet;

use quote::ToTokens;
use syn::Ident;

use crate::args::EndpointArgs;
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::model::{Endpoint, Host, HttpMethod, Scheme};
use crate::path::Template;
use crate::runtime_path::RuntimePath;

use self::signature::Form;
pub(crate) use self::signature::{Returned, written};
pub(crate) use self::trait_rules::{
    check_head, check_misplaced, duplicates, refuse_macro, refuse_renamed, shared_scheme,
};

/// What a trait gives to its endpoints; nothing for an endpoint alone.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) base: Option<Template>,
    /// A base was to be given, so what the paths lack may be in it.
    pub(crate) base_is_unusable: bool,
    pub(crate) scheme: Option<Scheme>,
    /// A scheme was to be given and is misspelt, which was reported there.
    pub(crate) scheme_is_unusable: bool,
    pub(crate) host: Option<Host>,
    pub(crate) runtime: RuntimePath,
}

impl Defaults {
    /// Checks the arguments of `#[api]`.
    pub(crate) fn new(args: crate::args::ApiArgs, errors: &mut Errors) -> Self {
        let base = args
            .base
            .as_ref()
            .map(|base| trait_rules::base(base, errors));
        let scheme = args
            .auth
            .as_ref()
            .and_then(|auth| auth::scheme(auth, errors));
        Self {
            base_is_unusable: args.base_is_unusable
                || base.as_ref().is_some_and(|base| base.is_broken),
            base,
            scheme,
            scheme_is_unusable: args.auth_is_unusable || (args.auth.is_some() && scheme.is_none()),
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
    let http_method = args
        .method
        .as_ref()
        .and_then(|word| http_method(word, errors));
    let form = signature::check(method, errors);
    let arguments = params::check(method, template.as_ref(), errors);
    // A method that is misspelt must not make more mistakes out of one.
    let known_method = match (&args.method, http_method) {
        _ if args.method_is_unusable => None,
        (Some(_), known) => known,
        (None, _) if params::bodies(method).next().is_some() => Some(HttpMethod::Post),
        (None, _) => Some(HttpMethod::Get),
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
        path: full_path(defaults.base.as_ref(), &template?),
        scheme: scheme?,
        scheme_span: args.auth.as_ref().unwrap_or(&method.sig.ident).span(),
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
    if let Some(path) = &args.path {
        return Some(Template::parse(path, errors));
    }
    if !args.path_is_unusable {
        errors.at(at, "missing `path`; expected one such as `path = \"/baas-sca/user-management/partner/users\"`");
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
