//! `#[api]` on a trait: the steps of a trait's way, in their order.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::args::ApiArgs;
use crate::errors::Errors;
use crate::expand;
use crate::fallback;
use crate::item::{ApiTrait, ImplBlock};
use crate::validate::{self, Defaults};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = match ApiTrait::read(item.clone()) {
        Ok(parsed) => parsed,
        // The mock itself is refused, and the impl of the trait for it would be another error.
        Err(_) if validate::is_part_of_a_mock(item) => return fallback::part_of_a_mock(item),
        Err(reason) => {
            validate::refuse_no_trait(item, &reason, &mut errors);
            let item = match syn::parse2::<ImplBlock>(item.clone()) {
                _ if validate::is_mock(item) => fallback::part_of_a_mock(item),
                Ok(item) => fallback::impl_block(&item, &errors),
                Err(_) => item.clone(),
            };
            let errors = errors.into_compile_errors();
            return quote! { #errors #item };
        }
    };
    let mut args = ApiArgs::parse(args, &mut errors);
    for other in &parsed.other_apis {
        validate::refuse_second_api(other, &mut errors);
        args = args.or(other);
    }
    // The hygiene of the author's own token, as in `endpoint`.
    let at = Ident::new("api", Span::call_site().resolved_at(parsed.ident.span()));
    let mut defaults = Defaults::new(args, &parsed, &at, &mut errors);
    let endpoints = validate::api_trait(&parsed, &mut defaults, &at, &mut errors);
    if errors.is_empty() {
        return expand::api_trait(&parsed, &endpoints, &defaults.runtime);
    }
    let fallback = fallback::api_trait(&parsed, &endpoints, &errors, &defaults.runtime);
    let errors = errors.into_compile_errors();
    quote! { #fallback #errors }
}
