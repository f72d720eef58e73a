//! A method of which a rule was broken.

use std::collections::BTreeSet;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{FnArg, Pat, ReturnType, Type, Visibility};

use super::mistaken::Mistaken;
use super::omitted::Omitted;
use crate::argument::MARKERS;
use crate::errors::Errors;
use crate::item::{Method, is_instrument};
use crate::runtime_path::RuntimePath;
use crate::shape::{
    Response, Returned, itself, response, returned, returned_twice, sized_instead, with_any_answer,
    with_unit, without_answer,
};

/// The method without what the rules may have refused, and with a body.
///
/// It returns what the expansion would have returned. Where nobody can tell what that
/// is, each use of it is left alone.
pub(super) fn of_trait(method: &Method, mistaken: &Mistaken<'_>) -> TokenStream {
    let receiver = receiver(method).unwrap_or_else(|| quote! { &self });
    write(method, None, Inputs::After(Some(receiver)), mistaken)
}

/// The same of a method whose trait is not seen.
pub(crate) fn method(method: &Method, errors: &Errors, p: &RuntimePath) -> TokenStream {
    of_trait(method, &Mistaken::in_place(errors, p))
}

/// The same of a method whose arguments only rustc can read.
pub(super) fn with_inputs(method: &Method, inputs: &Group, mistaken: &Mistaken<'_>) -> TokenStream {
    write(method, None, Inputs::AsWritten(inputs), mistaken)
}

/// The same of a function that may be no method of a trait, with the visibility that it
/// has and without the receiver that it has not.
pub(crate) fn as_written(method: &Method, errors: &Errors, p: &RuntimePath) -> TokenStream {
    let inputs = Inputs::After(receiver(method));
    write(
        method,
        Some(&method.vis),
        inputs,
        &Mistaken::in_place(errors, p),
    )
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

/// A method of the author's own as it is.
pub(super) fn own(method: &Method) -> TokenStream {
    let end = method.body.is_none().then(|| quote! { ; });
    let method = without_markers(method);
    quote! { #method #end }
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
    mistaken: &Mistaken<'_>,
) -> TokenStream {
    let p = mistaken.p;
    let attrs = method.attrs.iter().filter(|attr| !is_instrument(attr));
    let sig = &method.sig;
    let name = &sig.ident;
    let mut omitted = Omitted::new(&sig.generics);
    let mut names = BTreeSet::new();
    let arguments: Vec<TokenStream> = method
        .arguments()
        .map(|argument| {
            let ty = &argument.ty;
            let ty = if omitted.takes(ty) {
                mistaken.ty()
            } else {
                quote! { #ty }
            };
            // A rule reported a pattern, and the second argument of one name.
            match &*argument.pat {
                Pat::Ident(pattern) if names.insert(&pattern.ident) => {
                    let name = &pattern.ident;
                    quote! { #name: #ty }
                }
                _ => quote! { _: #ty },
            }
        })
        .collect();
    let (answer, unused) = answer(method, &mut omitted, mistaken);
    let body = body(method, &omitted, unused);
    let names = names.iter();
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
        #vis fn #name #parameters #inputs -> #p::Call<#answer> #where_clause {
            #(let _ = #names;)*
            #body
        }
    }
}

/// The answer that the method gives, and the rest of its return type, if there is one: what
/// is named twice is reported twice where it is unknown.
fn answer<'a>(
    method: &'a Method,
    omitted: &mut Omitted<'a>,
    mistaken: &Mistaken<'_>,
) -> (TokenStream, Option<Type>) {
    let ty = match &method.sig.output {
        ReturnType::Type(_, ty) if !omitted.takes(ty) => ty,
        ReturnType::Type(..) | ReturnType::Default => return (mistaken.ty(), None),
    };
    match returned(ty) {
        Returned::Result(answer) | Returned::Call(answer) => match response(answer) {
            None if sized_instead(answer).is_some() || itself(answer).is_some() => {
                (mistaken.ty(), Some(with_unit(ty)))
            }
            None => {
                let answer = returned_twice(ty, answer).unwrap_or(answer);
                (quote! { #answer }, Some(with_unit(ty)))
            }
            Some(Response { content }) => {
                let answer = content.map_or_else(|| mistaken.ty(), |content| quote! { #content });
                (answer, Some(Type::clone(ty)))
            }
        },
        // It may be the beginning of a name, of which rustc says that it is unknown.
        Returned::Other if !mistaken.is_known() => (quote! { #ty }, None),
        // rustc would report what is missing in it once more.
        Returned::Other if without_answer(ty).is_some() => {
            (mistaken.ty(), Some(with_any_answer(ty)))
        }
        Returned::Other => (mistaken.ty(), Some(Type::clone(ty))),
    }
}

/// Naming what the author named keeps the imports in use. A panic has every type and needs
/// no path into the runtime, which may be the mistake. It happens in the compiler, so a
/// mistake that neither we nor rustc had reported would still end the build.
fn body(method: &Method, omitted: &Omitted<'_>, unused: Option<Type>) -> TokenStream {
    let (asyncness, output) = (&method.sig.asyncness, &method.sig.output);
    let named = match (&method.body, output) {
        (Some(body), _) if omitted.is_empty() && !is_empty(body) => {
            Some(quote! { let _ = #asyncness move || #output #body; })
        }
        _ => unused.map(|ty| quote! { let _: *const #ty; }),
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
