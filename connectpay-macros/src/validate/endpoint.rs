//! One declaration.

use proc_macro2::{Ident, Span, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::{
    Defaults, arguments, async_trait, auth, hidden, http_method, idempotency, instrument,
    misplaced, mock, path, signature,
};
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::item::Method;
use crate::model::Endpoint;

/// Checks one declaration whose attribute was read after so many errors, and leaves of a
/// declaration that is not yet one the first mistake alone.
pub(crate) fn endpoint_after(
    before: usize,
    args: &EndpointArgs,
    method: &Method,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Endpoint> {
    let endpoint = endpoint(args, method, defaults, at, errors);
    let has_scheme = match args.auth {
        Given::Missing => defaults.has_scheme(),
        Given::Unusable => false,
        Given::Value(_) => true,
    };
    if args.path.value().is_none() || !has_scheme || !signature::is_meant(method) {
        errors.keep_first(before + 1);
    }
    endpoint
}

/// Checks one declaration. A message about something missing points at `at`.
fn endpoint(
    args: &EndpointArgs,
    method: &Method,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Endpoint> {
    let before = errors.count();
    if async_trait::refuse_above_endpoint(method, errors) {
        return None;
    }
    let mut template = path::check(args, defaults, at, errors);
    let scheme = auth::check(args, template.as_mut(), defaults, at, errors);
    if let Some(body) = &method.body {
        // With a body it is a method of the author's own, and no endpoint in any respect.
        refuse_body(body, errors);
        return None;
    }
    hidden::check(method, scheme, errors);
    let http_method = http_method::check(args, method, defaults, at, errors);
    instrument::check(method, errors);
    let form = signature::check(method, errors);
    let arguments = arguments::check(method, template.as_ref(), defaults, errors);
    idempotency::check(args, http_method, errors);
    arguments::check_content(method, http_method, errors);
    if errors.count() > before {
        return None;
    }
    let template = template?;
    let form = form?;
    let http_method = http_method?;
    let content = http_method::response_content(args, http_method, &form.answer, defaults);
    Some(Endpoint {
        attrs: method.attrs.clone(),
        fn_token: method.sig.fn_token,
        name: method.sig.ident.clone(),
        receiver: form.receiver,
        arguments,
        returns: form.returns,
        returns_call: form.returns_call,
        answer: form.answer,
        where_clause: method.sig.generics.where_clause.clone(),
        method: http_method,
        content,
        path: path::whole(defaults.base.value(), &template),
        siblings: Vec::new(),
        placeholders: template.placeholders().map(str::to_owned).collect(),
        scheme: scheme?,
        decided_by: args.decided_by.value().map(LitStr::value),
        scheme_span: scheme_word(args, defaults).map_or_else(Span::call_site, Ident::span),
        idempotent: args.idempotent.is_some(),
        once: args.once.is_some(),
        host: defaults.host.clone(),
        headers: defaults.headers.clone(),
        runtime: args.runtime.as_ref().unwrap_or(&defaults.runtime).clone(),
    })
}

/// The word that says the scheme, on the endpoint or on its trait.
fn scheme_word<'a>(args: &'a EndpointArgs, defaults: &'a Defaults) -> Option<&'a Ident> {
    args.auth.value().or(defaults.scheme_word.as_ref())
}

fn refuse_body(body: &TokenTree, errors: &mut Errors) {
    if mock::is_method_of_a_mock(body) {
        misplaced::refuse_mock(body, errors);
    } else {
        signature::refuse_body(body, errors);
    }
}
