//! A method of which a rule was broken.

use std::collections::HashSet;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{FnArg, ReturnType, Visibility};

use super::mistaken::mistaken;
use super::omitted::Omitted;
use crate::argument::MARKERS;
use crate::errors::Errors;
use crate::item::{Method, is_instrument};
use crate::runtime_path::RuntimePath;
use crate::shape::{Response, Returned, response, returned};
use crate::tokens::source_text;

/// The method without what the rules may have refused, and with a body.
///
/// It returns what the expansion would have returned. Where nobody can tell what that
/// is, each use of it is left alone.
pub(crate) fn method(method: &Method, errors: &Errors, p: &RuntimePath) -> TokenStream {
    let receiver = receiver(method).unwrap_or_else(|| quote! { &self });
    write(method, None, Inputs::After(Some(receiver)), errors, p)
}

/// The same of a method whose arguments only rustc can read.
pub(super) fn with_inputs(
    method: &Method,
    inputs: &Group,
    errors: &Errors,
    p: &RuntimePath,
) -> TokenStream {
    write(method, None, Inputs::AsWritten(inputs), errors, p)
}

/// The same of a function that may be no method of a trait, with the visibility that it
/// has and without the receiver that it has not.
pub(crate) fn as_written(method: &Method, errors: &Errors, p: &RuntimePath) -> TokenStream {
    let inputs = Inputs::After(receiver(method));
    write(method, Some(&method.vis), inputs, errors, p)
}

/// A function with a body of its own, without the markers of its arguments.
pub(crate) fn without_markers(method: &Method) -> TokenStream {
    let Method {
        attrs,
        vis,
        default,
        sig,
        body,
    } = method;
    let mut sig = sig.clone();
    for input in &mut sig.inputs {
        if let FnArg::Typed(argument) = input {
            argument
                .attrs
                .retain(|attr| !MARKERS.iter().any(|marker| marker.is(attr)));
        }
    }
    quote! { #(#attrs)* #vis #default #sig #body }
}

fn receiver(method: &Method) -> Option<TokenStream> {
    let receiver = method.sig.receiver()?;
    let this = &receiver.self_token;
    Some(quote! { &#this })
}

enum Inputs<'a> {
    /// The arguments of the method after this receiver.
    After(Option<TokenStream>),
    /// The arguments in their parentheses.
    AsWritten(&'a Group),
}

fn write(
    method: &Method,
    vis: Option<&Visibility>,
    inputs: Inputs<'_>,
    errors: &Errors,
    p: &RuntimePath,
) -> TokenStream {
    let attrs = method.attrs.iter().filter(|attr| !is_instrument(attr));
    let sig = &method.sig;
    let name = &sig.ident;
    let mistaken = mistaken(errors, p);
    let mut omitted = Omitted::new(&sig.generics);
    let mut names = HashSet::new();
    let arguments: Vec<TokenStream> = method
        .arguments()
        .map(|argument| {
            let (pat, ty) = (&argument.pat, &argument.ty);
            let ty = if omitted.takes(ty) {
                mistaken.clone()
            } else {
                quote! { #ty }
            };
            // A rule reported the second argument of one name; rustc would too.
            let is_new = names.insert(source_text(pat));
            if is_new {
                quote! { #pat: #ty }
            } else {
                quote! { _: #ty }
            }
        })
        .collect();
    let answer = match &sig.output {
        ReturnType::Type(_, ty) if !omitted.takes(ty) => match returned(ty) {
            Returned::Result(answer) | Returned::Call(answer) => match response(answer) {
                None => quote! { #answer },
                Some(Response {
                    content: Some(content),
                }) => quote! { #content },
                Some(Response { content: None }) => mistaken,
            },
            Returned::Other => mistaken,
        },
        ReturnType::Type(..) | ReturnType::Default => mistaken,
    };
    let body = body(method, &omitted);
    let inputs = match inputs {
        Inputs::After(receiver) => {
            let all = receiver.into_iter().chain(arguments);
            quote! { (#(#all),*) }
        }
        Inputs::AsWritten(inputs) => quote! { #inputs },
    };
    let (parameters, where_clause) = omitted.kept();
    quote! {
        #(#attrs)*
        #[allow(warnings, missing_docs, clippy::all, clippy::pedantic)]
        #vis fn #name #parameters #inputs -> #p::Call<#answer> #where_clause { #body }
    }
}

/// Naming what the author named keeps the imports in use. A panic has every type and needs
/// no path into the runtime, which may be the mistake. It happens in the compiler, so a
/// mistake that neither we nor rustc had reported would still end the build.
fn body(method: &Method, omitted: &Omitted<'_>) -> TokenStream {
    let (asyncness, output) = (&method.sig.asyncness, &method.sig.output);
    let named = match (&method.body, output) {
        (Some(body), _) if omitted.is_empty() && !is_empty(body) => {
            Some(quote! { let _ = #asyncness move || #output #body; })
        }
        (None, ReturnType::Type(_, ty)) if !omitted.concerns(ty) => {
            Some(quote! { let _: *const #ty; })
        }
        _ => None,
    };
    let omitted = omitted.named();
    quote! {
        #omitted
        #named
        const { ::core::panic!("`#[connectpay::api]` cannot read this declaration") }
    }
}

/// Whether a body is `{}`, which is none yet.
fn is_empty(body: &TokenTree) -> bool {
    matches!(body, TokenTree::Group(body) if body.stream().is_empty())
}
