//! The method's body: fill a request, hand it over. It is thin on purpose, since
//! it is compiled once for every endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt as _;

use super::descriptor;
use crate::model::{
    Argument, Endpoint, Location, bare, behind_references, first_span, inmost, is_option,
};
use crate::runtime_path::RuntimePath;

pub(super) fn expand(endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let descriptor = descriptor(endpoint);
    // Of the macro's own site, so that no argument is meant by it, and long, since a
    // unit struct or a static of the author's would be a pattern whatever the site.
    let request = Ident::new("__connectpay_request", Span::mixed_site());
    let in_path = endpoint.path.split('/').filter_map(|segment| {
        let name = segment.strip_prefix('{')?.strip_suffix('}')?;
        let argument = endpoint
            .arguments
            .iter()
            .find(|argument| argument.name.unraw() == name)?;
        Some(statement(argument, &request, endpoint))
    });
    let elsewhere = endpoint
        .arguments
        .iter()
        .filter(|argument| argument.location != Location::Path)
        .map(|argument| statement(argument, &request, endpoint));
    let has_arguments = !endpoint.arguments.is_empty();
    let mutability = has_arguments.then(|| quote! { mut });
    let (returns, answer) = (&endpoint.returns, &endpoint.answer);
    let scheme = endpoint.scheme.type_name();
    let this = &endpoint.receiver.self_token;
    // Braces have one span, as a path into the runtime has not: rustc blames them.
    let decode = quote_spanned! { first_span(inmost(answer))=>
        { #p::Decoder::<#answer>::NEW }.__decode()
    };
    quote! {
        let #mutability #request = #p::Request::new(const { &#descriptor });
        #(#in_path)*
        #(#elsewhere)*
        #p::call::<#returns, #answer, _>(#request, #p::Caller::<#p::#scheme>::channel(#this), #decode)
    }
}

/// Puts one argument into the request.
fn statement(argument: &Argument, request: &Ident, endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let name = argument.name.unraw().to_string();
    let value = value(argument);
    // Functions and not methods: a trait of the author's may have some for all types.
    match &argument.location {
        Location::Path => quote! { #p::Request::path(&mut #request, #name, #value); },
        Location::Query { key } => quote! {
            #p::Request::query(&mut #request, #name, #key, #value);
        },
        Location::QueryFlatten => quote! {
            #p::Request::query_flatten(&mut #request, #name, #value);
        },
        Location::Header { name: header } => quote! {
            #p::Request::header(
                &mut #request, #p::HeaderName::from_static(#header), #name, #value
            );
        },
        Location::Body => body("body", request, &name, &value, argument, p),
        Location::Form => body("form", request, &name, &value, argument, p),
    }
}

/// A body that is `None` is none, not the JSON `null`.
fn body(
    kind: &str,
    request: &Ident,
    name: &str,
    value: &TokenStream,
    argument: &Argument,
    p: &RuntimePath,
) -> TokenStream {
    let kind = Ident::new(kind, Span::call_site());
    if !is_option(behind_references(&argument.ty)) {
        return quote! { #p::Request::#kind(&mut #request, #name, #value); };
    }
    let place = first_span(inmost(&argument.ty));
    let some = Ident::new("__connectpay_some", Span::mixed_site().located_at(place));
    quote! {
        if let #p::Some(#some) = #value {
            #p::Request::#kind(&mut #request, #name, #some);
        }
    }
}

/// The argument by reference, with the place of its type: a bound that does not
/// hold is then reported at the type, which is what the author has to change.
fn value(argument: &Argument) -> TokenStream {
    let (ty, borrowed) = match bare(&argument.ty) {
        Type::Reference(reference) => (&*reference.elem, true),
        ty => (ty, false),
    };
    // Serialization goes into a type; the traits of the other places are its own.
    let place = match argument.location {
        Location::Path | Location::Header { .. } => first_span(ty),
        _ => first_span(inmost(ty)),
    };
    let mut name = argument.name.clone();
    name.set_span(name.span().located_at(place));
    if borrowed {
        quote! { #name }
    } else {
        quote_spanned! { place=> &#name }
    }
}
