//! The method's body: fill a request, hand it over. It is thin on purpose, since
//! it is compiled once for every endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt as _;

use super::descriptor::Descriptor;
use crate::argument::{Argument, Filled};
use crate::model::{Endpoint, HttpMethod, ResponseContent};
use crate::shape::{bare, inmost, may_be_alias, may_be_serde_bytes, may_hold_alias};
use crate::tokens::first_span;

pub(super) fn expand(endpoint: &Endpoint, descriptor: Descriptor<'_>) -> TokenStream {
    let p = &endpoint.runtime;
    let begun = descriptor.unsent(endpoint);
    // Mixed-site hygiene keeps the variable apart from arguments. A unit struct or a
    // static of the author's would turn it into a pattern all the same, hence its prefix.
    let unsent = Ident::new("__connectpay_unsent", Span::mixed_site());
    let request = quote! { #unsent.request };
    let statements = in_order(endpoint)
        .into_iter()
        .map(|argument| statement(argument, &request, endpoint));
    let answered = answered(endpoint, &request);
    let is_filled = answered.is_some() || !endpoint.arguments.is_empty();
    let mutability = is_filled.then(|| quote! { mut });
    let (returns, answer) = (&endpoint.returns, &endpoint.answer);
    let decoded = Ident::new("__connectpay_decode", Span::mixed_site());
    let decode = decode(endpoint);
    // rustc reports at the whole call that the answer borrows, which is seen in no name.
    let place = first_span(answer);
    let at = p.located_at(place);
    let call = quote_spanned! { place=>
        #at::call::<#returns, #answer>(#unsent, #decoded)
    };
    // Whatever happens while the call is there needs code that drops it if that panics,
    // so as little as possible does.
    quote! {
        let #decoded = #decode;
        let #mutability #unsent = #begun;
        #answered
        #(#statements)*
        #call
    }
}

/// The function that reads the answer, which the type of the answer decides.
fn decode(endpoint: &Endpoint) -> TokenStream {
    let (p, answer) = (&endpoint.runtime, &endpoint.answer);
    let place = first_span(inmost(answer));
    if endpoint.content == ResponseContent::Never {
        return quote! { #p::decode_head::<#answer>() };
    }
    let decoder = Ident::new(decoder(endpoint), place);
    // A brace group has a single span, so rustc reports the error there. A path into the
    // runtime has a span for each of its tokens.
    quote_spanned! { place=>
        { #p::Decoder::<#answer>::#decoder }.__decode()
    }
}

/// The decoder that asks the type of the answer what this endpoint has to know of it.
fn decoder(endpoint: &Endpoint) -> &'static str {
    let answer = &endpoint.answer;
    if matches!(endpoint.content, ResponseContent::Always { .. }) && may_hold_alias(answer) {
        "OF_GET"
    } else if !endpoint.once && endpoint.method != HttpMethod::GET && may_be_alias(answer) {
        // A GET may raise a challenge as often as it is sent, and begins nothing.
        "OF_REPEATED"
    } else {
        "NEW"
    }
}

/// What to ask of the answer when the method is called, since no type shows it before.
fn answered(endpoint: &Endpoint, request: &TokenStream) -> Option<TokenStream> {
    let (p, answer) = (&endpoint.runtime, &endpoint.answer);
    let is_open = endpoint.content == ResponseContent::Always { is_open: true };
    let question = if may_be_serde_bytes(answer) {
        "answered_from_json"
    } else if is_open && may_hold_alias(answer) {
        "answered_with"
    } else {
        return None;
    };
    let question = Ident::new(question, Span::call_site());
    Some(quote! { #p::Request::#question::<#answer>(&mut #request); })
}

/// The arguments as the request takes them: those of the path in the order of its
/// segments, then the others in the order of their declaration.
fn in_order(endpoint: &Endpoint) -> Vec<&Argument> {
    let arguments = endpoint.arguments.iter();
    let (in_path, others): (Vec<&Argument>, Vec<&Argument>) =
        arguments.partition(|argument| argument.location.placeholder().is_some());
    let placeholders = endpoint.placeholders.iter().filter_map(|placeholder| {
        in_path
            .iter()
            .find(|argument| argument.location.placeholder() == Some(placeholder))
            .copied()
    });
    placeholders.chain(others).collect()
}

/// Puts one argument into the request. Its value has the place of its type: rustc then
/// reports a bound that does not hold at the type, which is what the author has to change.
fn statement(argument: &Argument, request: &TokenStream, endpoint: &Endpoint) -> TokenStream {
    let (ty, is_borrowed) = match bare(&argument.ty) {
        Type::Reference(reference) => (&*reference.elem, true),
        ty => (ty, false),
    };
    let place = first_span(argument.location.bounded(ty));
    let mut name = argument.name.clone();
    name.set_span(name.span().located_at(place));
    argument.location.statement(&Filled {
        p: &endpoint.runtime,
        request,
        name: &argument.name.unraw().to_string(),
        value: if is_borrowed {
            quote! { #name }
        } else {
            quote_spanned! { place=> &#name }
        },
        place,
        ty: &argument.ty,
        is_open: argument.is_open,
    })
}
