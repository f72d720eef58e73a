//! `#[endpoint]` alone: the first and last step of a declaration's way.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

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
            let method = fallback::method(&method, &runtime);
            let errors = errors.into_compile_errors();
            // Errors stand inside the method's place, where only items of a trait may.
            quote! { #method #errors }
        }
    }
}

/// Where a message goes that has no token to point at: the attribute itself.
///
/// The hygiene of the author's own token keeps rustc from adding where the error
/// "originates", as it does for tokens of a macro.
fn attribute_span(author: Span) -> Span {
    Span::call_site().resolved_at(author)
}

/// The method that the attribute stands on, or a message that it is none.
fn method(item: &TokenStream, errors: &mut Errors) -> Option<Method> {
    let method = syn::parse2::<Method>(item.clone()).ok();
    let is_free = |method: &Method| method.sig.receiver().is_none() && method.body.is_some();
    if method.as_ref().is_none_or(is_free) {
        errors.at(
            first_after_attributes(item),
            "`#[endpoint]` stands on something that is not a method of a trait; expected it on \
             `async fn … -> Result<T>;` or `fn … -> Call<T>;` in a trait",
        );
        return None;
    }
    let again = method
        .as_ref()
        .and_then(|method| method.attrs.iter().find(|attr| is_endpoint(attr)));
    if let Some(again) = again {
        errors.at(again, SECOND);
    }
    method.map(|mut method| {
        method.attrs.retain(|attr| !is_endpoint(attr));
        method
    })
}

pub(crate) const SECOND: &str =
    "the method has a second `#[endpoint]`; expected one for each method";

/// The first token of an item: its keyword or visibility.
fn first_after_attributes(item: &TokenStream) -> TokenStream {
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                tokens.next();
            }
            token => return token.to_token_stream(),
        }
    }
    TokenStream::new()
}
