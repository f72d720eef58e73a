//! A method of which a rule was broken.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ReturnType, Token};

use crate::item::Method;
use crate::runtime_path::RuntimePath;
use crate::shape::{Returned, impl_trait, names_self, returned};
use crate::tokens::source_text;

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
    let arguments = method.arguments().map(|argument| {
        let (pat, ty) = (&argument.pat, &argument.ty);
        // A rule reported the second argument of one name; rustc would too.
        let is_new = names.insert(source_text(pat));
        if is_new {
            quote! { #pat: #ty }
        } else {
            quote! { _: #ty }
        }
    });
    let (asyncness, output) = output(method, p);
    let body = body(method);
    quote! {
        #(#attrs)*
        #[allow(warnings, missing_docs, clippy::all, clippy::pedantic)]
        #asyncness fn #name #parameters (#receiver #(, #arguments)*) -> #output #where_clause #body
    }
}

/// The return type: what the expansion would have returned, if that can be told.
fn output(method: &Method, p: &RuntimePath) -> (Option<Token![async]>, TokenStream) {
    let unit = quote! { #p::Call<()> };
    let ReturnType::Type(_, ty) = &method.sig.output else {
        return (
            method.body.as_ref().and(method.sig.asyncness),
            method.body.as_ref().map_or(unit, |_| quote! { () }),
        );
    };
    let as_written = (method.sig.asyncness, quote! { #ty });
    match returned(ty) {
        // The author's body returns what the author wrote.
        _ if method.body.is_some() => as_written,
        // A loop is no value of an `impl Trait`.
        _ if impl_trait(ty).is_some() => (None, unit),
        Returned::Result(answer) | Returned::Call(answer) => (None, quote! { #p::Call<#answer> }),
        Returned::Other => as_written,
    }
}

fn body(method: &Method) -> TokenStream {
    if let Some(body) = &method.body {
        return quote! { #body };
    }
    // Naming the type keeps the author's imports in use. A loop has every type and
    // needs no path into the runtime, which may be the mistake.
    let returns = match &method.sig.output {
        ReturnType::Type(_, ty) if impl_trait(ty).is_none() => Some(quote! { let _: *const #ty; }),
        ReturnType::Type(_, ty) if !names_self(ty) => Some(quote! { fn named(_: #ty) {} }),
        _ => None,
    };
    quote! { { #returns loop {} } }
}
