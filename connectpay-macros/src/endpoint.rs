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
    let method = match method(item, &mut errors) {
        Ok(method) => method,
        Err(item) => {
            let errors = errors.into_compile_errors();
            return quote! { #errors #item };
        }
    };
    let args = EndpointArgs::parse(args, &mut errors);
    let runtime = args.runtime.clone().unwrap_or_default();
    let at = Ident::new("endpoint", attribute_span(method.sig.ident.span()));
    let endpoint = validate::endpoint(&args, &method, &Defaults::default(), &at, &mut errors);
    match endpoint {
        Some(endpoint) if errors.is_empty() => expand::method(&endpoint, Bound::OnMethod),
        _ => {
            // Without a receiver, it may be a function outside of any trait.
            let method = if method.sig.receiver().is_none() {
                fallback::as_written(&method, &errors, &runtime)
            } else {
                fallback::method(&method, &errors, &runtime)
            };
            let errors = errors.into_compile_errors();
            // The errors stand where the method was, and only items of a trait may stand there.
            quote! { #method #errors }
        }
    }
}

/// The method that the attribute stands on, without further attributes of its kind, or
/// else the item that is none, as it can stay.
fn method(item: &TokenStream, errors: &mut Errors) -> Result<Method, TokenStream> {
    let is_free = |method: &Method| method.sig.receiver().is_none() && method.body.is_some();
    let mut method = match syn::parse2::<Method>(item.clone()) {
        Ok(method) if !is_free(&method) => method,
        other => {
            validate::refuse_no_method(item, errors);
            return Err(other.map_or_else(
                |_| item.clone(),
                |function| fallback::without_markers(&function),
            ));
        }
    };
    let (further, attrs): (Vec<_>, Vec<_>) = method.attrs.into_iter().partition(is_endpoint);
    validate::refuse_second(further.iter(), errors);
    method.attrs = attrs;
    Ok(method)
}

/// Where a message goes that has no token to point at: the attribute itself.
///
/// The hygiene of the author's own token keeps rustc from adding where the error
/// "originates", as it does for tokens of a macro.
fn attribute_span(author: Span) -> Span {
    Span::call_site().resolved_at(author)
}
