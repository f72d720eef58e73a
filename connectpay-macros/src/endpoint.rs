//! `#[endpoint]` alone: the steps of a declaration's way, in their order.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::expand;
use crate::fallback;
use crate::item::{Method, Unfinished, is_endpoint};
use crate::runtime_path::RuntimePath;
use crate::validate::{self, Defaults};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let method = match method(item) {
        Ok(method) if method.attrs.iter().any(is_endpoint) => {
            let at = attribute(method.sig.ident.span());
            validate::refuse_without_method([at], &mut errors);
            // The other attribute declares the method.
            let errors = errors.into_compile_errors();
            return quote! { #item #errors };
        }
        Ok(method) => method,
        // `mockall` has copied the attribute there, and `#[api]` refuses the mock.
        Err(_) if validate::is_made_of_a_method(item) => return item.clone(),
        Err(other) => {
            if let Some(unfinished) = Unfinished::endpoint(item) {
                return of_unfinished(args, &unfinished, errors);
            }
            validate::refuse_no_method(item, &mut errors);
            let item = other.map_or_else(
                || item.clone(),
                |function| fallback::without_markers(&function),
            );
            let errors = errors.into_compile_errors();
            return quote! { #errors #item };
        }
    };
    let mut args = EndpointArgs::parse(args, &mut errors);
    let at = attribute(method.sig.ident.span());
    let runtime = args
        .runtime
        .or_else(RuntimePath::beside_this_attribute)
        .unwrap_or_else(|| RuntimePath::of_imported("endpoint", &at, &mut errors));
    args.runtime = Some(runtime.clone());
    let defaults = Defaults::default();
    let endpoint = validate::endpoint_after(0, &args, &method, &defaults, &at, &mut errors);
    match endpoint {
        Some(endpoint) if errors.is_empty() => expand::method_by_itself(&endpoint),
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

/// What rustc has certainly refused, it has reported before it called the macro.
fn of_unfinished(args: TokenStream, item: &Unfinished, mut errors: Errors) -> TokenStream {
    validate::refuse_unfinished(item, &mut errors);
    let args = EndpointArgs::parse(args, &mut Errors::default());
    let runtime = args.runtime.or_else(RuntimePath::beside_this_attribute);
    let method = item
        .method
        .as_ref()
        .map(|method| fallback::unfinished_endpoint(method, &errors, &runtime.unwrap_or_default()));
    let errors = errors.into_compile_errors();
    quote! { #method #errors }
}

/// The method of a trait that the attribute stands on, or else the function that it is.
fn method(item: &TokenStream) -> Result<Method, Box<Option<Method>>> {
    let is_free = |method: &Method| method.sig.receiver().is_none() && method.body.is_some();
    match syn::parse2::<Method>(item.clone()) {
        Ok(method) if !is_free(&method) => Ok(method),
        other => Err(Box::new(other.ok())),
    }
}

/// Where a message goes that has no token to point at: the attribute itself.
///
/// The hygiene of the author's own token keeps rustc from adding where the error
/// "originates", as it does for tokens of a macro.
fn attribute(author: Span) -> Ident {
    Ident::new("endpoint", Span::call_site().resolved_at(author))
}
