//! What is emitted when a rule was broken: the declaration in a form that
//! compiles, so that the messages of the rules are the only ones and an editor
//! keeps its completions. It never runs.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, FnArg, ReturnType};

use crate::expand::dyn_callers;
use crate::item::api_trait::{ApiTrait, Item, Required, is_caller_bound};
use crate::item::{Method, cfgs, type_name};
use crate::model::Scheme;
use crate::runtime_path::RuntimePath;
use crate::validate::{Returned, written};

/// The method without what the rules may have refused, and with a body.
pub(crate) fn method(method: &Method, p: &RuntimePath) -> TokenStream {
    let (attrs, sig) = (&method.attrs, &method.sig);
    let name = &sig.ident;
    let (parameters, _, where_clause) = sig.generics.split_for_impl();
    let receiver = if let Some(FnArg::Receiver(receiver)) = sig.inputs.first() {
        let this = &receiver.self_token;
        quote! { &#this }
    } else {
        quote! { &self }
    };
    let mut names = HashSet::new();
    let arguments = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => {
            let (pat, ty) = (&typed.pat, &typed.ty);
            // A name that is there twice was reported.
            let is_new = names.insert(type_name(pat));
            Some(if is_new {
                quote! { #pat: #ty }
            } else {
                quote! { _: #ty }
            })
        }
        FnArg::Receiver(_) => None,
    });
    let (asyncness, output) = output(method, p);
    let body = body(method);
    quote! {
        #(#attrs)*
        #[allow(warnings, missing_docs, clippy::all, clippy::pedantic)]
        #asyncness fn #name #parameters (#receiver #(, #arguments)*) -> #output #where_clause #body
    }
}

/// The return type, as what the method would have returned if that can be told.
fn output(method: &Method, p: &RuntimePath) -> (Option<syn::Token![async]>, TokenStream) {
    let unit = quote! { #p::Call<()> };
    let ReturnType::Type(_, ty) = &method.sig.output else {
        return (
            method.body.as_ref().and(method.sig.asyncness),
            method.body.as_ref().map_or(unit, |_| quote! { () }),
        );
    };
    let as_written = (method.sig.asyncness, quote! { #ty });
    match written(ty) {
        // The author's body returns what the author wrote.
        _ if method.body.is_some() => as_written,
        // A loop is no `impl Trait`.
        _ if type_name(ty).contains("impl ") => (None, unit),
        Returned::Result(answer) | Returned::Call(answer) => (None, quote! { #p::Call<#answer> }),
        Returned::Other => as_written,
    }
}

fn body(method: &Method) -> TokenStream {
    if let Some(body) = &method.body {
        return quote! { #body };
    }
    // Naming the type keeps the author's imports in use. A loop has every type
    // and needs no path, which may be what is wrong.
    let returns = match &method.sig.output {
        ReturnType::Type(_, ty) if !type_name(ty).contains("impl ") => {
            Some(quote! { let _: *const #ty; })
        }
        ReturnType::Type(_, ty) if !type_name(ty).contains("Self") => {
            Some(quote! { fn named(_: #ty) {} })
        }
        _ => None,
    };
    quote! { { #returns loop {} } }
}

/// The trait with its methods as above, implemented for all who might call them.
pub(crate) fn api_trait(item: &ApiTrait, p: &RuntimePath) -> TokenStream {
    let ApiTrait {
        attrs,
        vis,
        ident,
        generics,
        supertraits,
        ..
    } = item;
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    // The impls below are for callers of both schemes.
    let supertraits: Vec<_> = supertraits
        .iter()
        .filter(|bound| !is_caller_bound(bound))
        .collect();
    let colon = (!supertraits.is_empty()).then(|| quote! { : });
    let items = item.items.iter().map(|item| match item {
        Item::Endpoint(endpoint) => method(&endpoint.method, p),
        Item::Renamed { method, .. } => self::method(method, p),
        Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => item.tokens.clone(),
    });
    let mut targets = vec![quote! { #p::Client }, quote! { #p::Session }];
    if item.asks_for_endpoints_alone() {
        for scheme in [Scheme::Partner, Scheme::User] {
            targets.extend(dyn_callers(item, scheme, p));
        }
    }
    let cfgs: Vec<&Attribute> = cfgs(attrs).collect();
    let unless = match item.required_items() {
        Required::Never => None,
        Required::Always => {
            targets.clear();
            None
        }
        Required::When(condition) => Some(quote! { #[cfg(not(#condition))] }),
    };
    let impls = targets.iter().map(|target| {
        quote! {
            #(#cfgs)*
            #unless
            impl #parameters #ident #arguments for #target #where_clause {}
        }
    });
    let name = ident.to_string();
    quote! {
        #(#attrs)*
        #vis trait #ident #generics #colon #(#supertraits)+* #where_clause { #(#items)* }

        #(#impls)*

        #(#cfgs)*
        #[allow(non_upper_case_globals, missing_docs, dead_code)]
        #vis const #ident: #p::Api = #p::Api::new(#name, &[]);
    }
}
