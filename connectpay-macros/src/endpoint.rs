//! `#[endpoint]` alone: the steps of a declaration's way, in their order.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::expand::{self, Bound};
use crate::fallback;
use crate::item::{Method, is_endpoint};
use crate::validate::{self, Defaults};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(method) = method(item, &mut errors) else {
        let errors = errors.into_compile_errors();
        return quote! { #errors #item };
    };
    let args = EndpointArgs::parse(args, &mut errors);
    let runtime = args.runtime.clone().unwrap_or_default();
    let at = Ident::new("endpoint", attribute_span(method.sig.ident.span()));
    let endpoint = validate::endpoint(&args, &method, &Defaults::default(), &at, &mut errors);
    match endpoint {
        Some(endpoint) if errors.is_empty() => expand::method(&endpoint, Bound::OnMethod),
        _ => {
            let method = fallback::method(&method, &errors, &runtime);
            let errors = errors.into_compile_errors();
            // The errors stand where the method was, and only items of a trait may stand there.
            quote! { #method #errors }
        }
    }
}

/// The method that the attribute stands on, without further attributes of its kind.
fn method(item: &TokenStream, errors: &mut Errors) -> Option<Method> {
    let is_free = |method: &Method| method.sig.receiver().is_none() && method.body.is_some();
    let method = syn::parse2::<Method>(item.clone()).ok();
    let Some(mut method) = method.filter(|method| !is_free(method)) else {
        validate::refuse_no_method(item, errors);
        return None;
    };
    let (further, attrs): (Vec<_>, Vec<_>) = method.attrs.into_iter().partition(is_endpoint);
    validate::refuse_second(further.iter(), errors);
    method.attrs = attrs;
    Some(method)
}

/// Where a message goes that has no token to point at: the attribute itself.
///
/// The hygiene of the author's own token keeps rustc from adding where the error
/// "originates", as it does for tokens of a macro.
fn attribute_span(author: Span) -> Span {
    Span::call_site().resolved_at(author)
}
