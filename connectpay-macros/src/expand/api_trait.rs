//! A trait as a whole: the trait itself, its endpoints as data, its impls.

use proc_macro2::TokenStream;
use quote::quote;

use super::method::{Bound, method};
use super::{impls, operations};
use crate::item::ApiTrait;
use crate::model::{Endpoint, Scheme};
use crate::runtime_path::RuntimePath;

/// A part of the trait, in the order in which its author wrote them.
pub(crate) enum Part<'a> {
    Endpoint(&'a Endpoint),
    Other(&'a TokenStream),
}

pub(crate) fn api_trait(
    item: &ApiTrait,
    parts: &[Part<'_>],
    shared: Option<Scheme>,
    p: &RuntimePath,
) -> TokenStream {
    let endpoints: Vec<&Endpoint> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Endpoint(endpoint) => Some(*endpoint),
            Part::Other(_) => None,
        })
        .collect();
    let bound = if shared.is_some() {
        Bound::OnTrait
    } else {
        Bound::OnMethod
    };
    let items = parts.iter().map(|part| match part {
        Part::Endpoint(endpoint) => method(endpoint, bound),
        Part::Other(tokens) => (*tokens).clone(),
    });
    let head = head(item, shared, p);
    let operations = operations::expand(item, &endpoints, p);
    let impls = impls::expand(item, &endpoints, shared, p);
    quote! {
        #head { #(#items)* }
        #operations
        #impls
    }
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
    let all: Vec<TokenStream> = own.map(|bound| quote! { #bound }).chain(caller).collect();
    let colon = (!all.is_empty()).then(|| quote! { : });
    quote! {
        #(#attrs)*
        #vis trait #ident #generics #colon #(#all)+* #where_clause
    }
}
