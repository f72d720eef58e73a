//! A trait as a whole: the trait itself, its endpoints as data, its impls.

use proc_macro2::TokenStream;
use quote::quote;

use super::descriptor::Descriptor;
use super::method::method;
use super::signature::Bound;
use super::{impls, operations};
use crate::item::{ApiTrait, Item};
use crate::model::{Endpoint, Scheme};
use crate::runtime_path::RuntimePath;

/// The trait, given the endpoints that its items declare, in their order.
pub(crate) fn api_trait(item: &ApiTrait, endpoints: &[Endpoint], p: &RuntimePath) -> TokenStream {
    let shared = shared_scheme(endpoints);
    let bound = if shared.is_some() {
        Bound::OnTrait
    } else {
        Bound::OnMethod
    };
    let mut methods = endpoints.iter().enumerate().map(|(place, endpoint)| {
        let table = &item.ident;
        method(endpoint, bound, Descriptor::Listed { table, place })
    });
    let items = item.items.iter().filter_map(|item| match item {
        Item::Endpoint(_) => methods.next(),
        Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => {
            Some(item.tokens.clone())
        }
        Item::Renamed { .. } | Item::Undeclared(_) | Item::Unfinished(_) => None,
    });
    let head = head(item, shared, p);
    let operations = operations::expand(item, endpoints, p);
    let impls = impls::expand(item, endpoints, shared, p);
    quote! {
        #head { #(#items)* }
        #operations
        #impls
    }
}

/// The scheme of all endpoints, if they share one. The trait itself then carries the
/// bound, which keeps it dyn-compatible.
fn shared_scheme(endpoints: &[Endpoint]) -> Option<Scheme> {
    let first = endpoints.first()?.scheme;
    endpoints
        .iter()
        .all(|endpoint| endpoint.scheme == first)
        .then_some(first)
}

fn head(item: &ApiTrait, shared: Option<Scheme>, p: &RuntimePath) -> TokenStream {
    let ApiTrait {
        attrs,
        vis,
        ident,
        generics,
        supertraits,
        ..
    } = item;
    let where_clause = &generics.where_clause;
    let own = supertraits.iter();
    let caller = shared.map(|scheme| {
        let scheme = scheme.type_name();
        quote! { #p::Caller<#p::#scheme> }
    });
    let own = own.map(|bound| quote! { #bound });
    // An endpoint that another macro makes in the trait is told by it.
    let all = own.chain(caller).chain([quote! { #p::UnderApi }]);
    quote! {
        #(#attrs)*
        #vis trait #ident #generics: #(#all)+* #where_clause
    }
}
