//! One declaration.

use quote::ToTokens;
use syn::LitStr;

use super::signature::Form;
use super::{Defaults, arguments, auth, http_method, idempotency, instrument, path, signature};
use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::item::Method;
use crate::model::Endpoint;

/// Checks one declaration. A message about something missing points at `at`.
pub(crate) fn endpoint(
    args: &EndpointArgs,
    method: &Method,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Endpoint> {
    let before = errors.count();
    let template = path::check(args, defaults, at, errors);
    let scheme = auth::check(args, template.as_ref(), defaults, at, errors);
    let http_method = http_method::check(args, method, at, errors);
    instrument::check(method, errors);
    let form = signature::check(method, errors);
    let arguments = arguments::check(method, template.as_ref(), defaults, errors);
    idempotency::check(args, http_method, errors);
    arguments::check_content(method, http_method, errors);
    if errors.count() > before {
        return None;
    }
    let template = template?;
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
        method: http_method?,
        content: http_method::response_content(args, http_method?),
        path: path::whole(defaults.base.value(), &template),
        siblings: Vec::new(),
        placeholders: template.placeholders().map(str::to_owned).collect(),
        scheme: scheme?,
        decided_by: args.decided_by.value().map(LitStr::value),
        scheme_span: args.auth.value().unwrap_or(&method.sig.ident).span(),
        idempotent: args.idempotent.is_some(),
        once: args.once.is_some(),
        host: defaults.host.clone(),
        headers: defaults.headers.clone(),
        runtime: args
            .runtime
            .clone()
            .unwrap_or_else(|| defaults.runtime.clone()),
    })
}
