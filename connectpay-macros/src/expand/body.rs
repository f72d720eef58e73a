//! The method's body: fill a request, hand it over. It is thin on purpose, since
//! it is compiled once for every endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt as _;

use super::descriptor;
use crate::model::{Argument, Endpoint, Location};
use crate::runtime_path::RuntimePath;
use crate::shape::{bare, behind_references, inmost, is_option};
use crate::tokens::first_span;

pub(super) fn expand(endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let descriptor = descriptor::expand(endpoint);
    // Mixed-site hygiene keeps it apart from arguments, but not from a unit struct or a
    // static of the same name, which would make it a pattern. Its length does that.
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
    // A brace group has a single span, so rustc reports the error there. A path into the
    // runtime has a span for each of its tokens.
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
    // Functions take the place of methods here, since a trait of the author's may have
    // methods of these names for all types.
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

/// Leaves the body out where it is `None`, which would otherwise be the JSON `null`.
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
    // Serialization goes into a type. The traits of paths and headers are about the type
    // itself.
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
