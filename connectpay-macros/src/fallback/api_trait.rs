//! A trait of which a rule was broken.

use proc_macro2::TokenStream;
use quote::quote;

use super::method::{of_trait, own};
use super::mistaken::Mistaken;
use super::unfinished::unfinished;
use crate::errors::Errors;
use crate::expand::{
    Required, accepts_any_caller, caller_scheme, dyn_callers, for_all_that_have_the_supertraits,
    operations, required_items,
};
use crate::item::{ApiTrait, Item, Repeated, cfgs};
use crate::model::{Endpoint, Scheme};
use crate::runtime_path::RuntimePath;

/// The trait with its methods as [`method`] writes them, implemented for everything
/// that may be meant to call them, and its endpoints as data, those that are valid.
pub(crate) fn api_trait(
    item: &ApiTrait,
    endpoints: &[Endpoint],
    errors: &Errors,
    p: &RuntimePath,
) -> TokenStream {
    let ApiTrait {
        attrs,
        vis,
        ident,
        generics,
        supertraits,
        ..
    } = item;
    let where_clause = &generics.where_clause;
    // The impls are for callers of both schemes, so no bound may name one.
    let supertraits: Vec<_> = supertraits
        .iter()
        .filter(|bound| caller_scheme(bound).is_none())
        .collect();
    let colon = (!supertraits.is_empty()).then(|| quote! { : });
    let mistaken = Mistaken::beside(ident, errors, p);
    let definition = mistaken.definition();
    let repeated = Repeated::among(&item.items);
    let items = item.items.iter().enumerate();
    let items = items.filter(|(place, _)| repeated.at(*place).is_none());
    let items = items.map(|(_, item)| match item {
        Item::Endpoint(endpoint) if endpoint.has_only_begun() => own(&endpoint.method),
        Item::Endpoint(endpoint) => of_trait(&endpoint.method, &mistaken),
        Item::Renamed { method, .. } | Item::Undeclared(method) => of_trait(method, &mistaken),
        Item::Unfinished(item) => {
            let method = item.method.as_ref();
            method.map_or_else(TokenStream::new, |method| unfinished(method, &mistaken))
        }
        Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => item.tokens.clone(),
    });
    let impls = impls(item, p);
    // A constant of the author's may be made of them.
    let operations = operations(item, endpoints, p);
    quote! {
        #definition

        #(#attrs)*
        #vis trait #ident #generics #colon #(#supertraits)+* #where_clause { #(#items)* }

        #(#impls)*

        #operations
    }
}

fn impls(item: &ApiTrait, p: &RuntimePath) -> Vec<TokenStream> {
    let unless = match required_items(item) {
        Required::Never => None,
        Required::Always => return Vec::new(),
        Required::When(condition) => Some(quote! { #[cfg(not(#condition))] }),
    };
    let attrs: TokenStream = cfgs(&item.attrs).map(|cfg| quote! { #cfg }).collect();
    let attrs = quote! { #attrs #unless };
    if let Some(collecting) = for_all_that_have_the_supertraits(item, &attrs) {
        return vec![collecting];
    }
    let mut targets = vec![quote! { #p::Client }, quote! { #p::Session }];
    if accepts_any_caller(item) {
        for scheme in Scheme::ALL {
            targets.extend(dyn_callers(item, scheme, p));
        }
    }
    let ident = &item.ident;
    let (parameters, arguments, where_clause) = item.generics.split_for_impl();
    targets
        .into_iter()
        .map(|target| {
            quote! {
                #attrs
                impl #parameters #ident #arguments for #target #where_clause {}
            }
        })
        .collect()
}
