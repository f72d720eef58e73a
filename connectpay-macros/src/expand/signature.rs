//! The method's head: docs, arguments without their markers, return type, bound.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;

use super::documentation;
use crate::argument::Argument;
use crate::item::docs;
use crate::model::Endpoint;

/// Whether a method carries the bound on `Self` or its trait does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    OnMethod,
    OnTrait,
}

pub(super) fn expand(endpoint: &Endpoint, bound: Bound) -> TokenStream {
    let Endpoint {
        attrs,
        fn_token,
        name,
        receiver,
        answer,
        returns,
        runtime: p,
        ..
    } = endpoint;
    let doc = documentation::of(endpoint);
    let paragraph = (!docs(attrs).is_empty()).then(|| quote! { #[doc = ""] });
    let arguments = endpoint.arguments.iter().map(|argument| {
        let (attrs, name, ty) = (&argument.attrs, &argument.name, &argument.ty);
        quote! { #(#attrs)* #name: #ty }
    });
    let output = if endpoint.returns_call {
        quote! { #returns }
    } else {
        quote! { #p::Call<#answer> }
    };
    let where_clause = where_clause(endpoint, bound);
    // A fake may leave an argument unused and name it so, but this body uses it.
    let underscored = |argument: &Argument| argument.name.unraw().to_string().starts_with('_');
    let allow = endpoint
        .arguments
        .iter()
        .any(underscored)
        .then(|| quote! { #[allow(clippy::used_underscore_binding)] });
    quote! {
        #(#attrs)*
        #paragraph
        #[doc = #doc]
        #allow
        #fn_token #name(#receiver #(, #arguments)*) -> #output #where_clause
    }
}

fn where_clause(endpoint: &Endpoint, bound: Bound) -> Option<TokenStream> {
    let own = endpoint.where_clause.as_ref().map(|clause| {
        let predicates = clause.predicates.iter();
        quote! { #(#predicates,)* }
    });
    let caller = (bound == Bound::OnMethod).then(|| {
        let place = Span::call_site().located_at(endpoint.scheme_span);
        let p = endpoint.runtime.located_at(place);
        let scheme = endpoint.scheme.type_name();
        quote_spanned! { place=> Self: #p::Caller<#p::#scheme> }
    });
    (own.is_some() || caller.is_some()).then(|| quote! { where #own #caller })
}
