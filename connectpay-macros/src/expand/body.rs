//! The method's body: fill a request, hand it over. It is thin on purpose, since
//! it is compiled once for every endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt as _;

use super::descriptor::Descriptor;
use crate::argument::{Argument, Filled};
use crate::model::{Endpoint, HttpMethod, ResponseContent};
use crate::runtime_path::RuntimePath;
use crate::shape::{bare, held, inmost, is_plain_name, may_be_any_type};
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
    let has_arguments = !endpoint.arguments.is_empty();
    let mutability = has_arguments.then(|| quote! { mut });
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
    let check = question(endpoint).map(|question| check(p, answer, place, question));
    // A brace group has a single span, so rustc reports the error there. A path into the
    // runtime has a span for each of its tokens.
    quote_spanned! { place=>
        { #check #p::Decoder::<#answer>::NEW }.__decode()
    }
}

/// What to ask the type of the answer. One question is all that each endpoint pays for, so
/// each of them refuses bytes that would be read from JSON.
fn question(endpoint: &Endpoint) -> Option<&'static str> {
    let answer = &endpoint.answer;
    // Only a name or a macro can stand for what is refused where it is written so.
    let held = held(answer);
    let may_be_alias = is_plain_name(held) || matches!(bare(held), Type::Macro(_));
    // A GET may raise a challenge as often as it is sent, and begins nothing.
    if !endpoint.once && endpoint.method != HttpMethod::GET && may_be_any_type(answer) {
        Some("__of_repeated")
    } else if !may_be_alias {
        None
    } else if endpoint.content == ResponseContent::Always {
        Some("__of_get")
    } else {
        Some("__of_any")
    }
}

/// Asks the type of the answer whether it may come from this endpoint.
fn check(p: &RuntimePath, answer: &Type, place: Span, question: &str) -> TokenStream {
    let question = Ident::new(question, place);
    quote_spanned! { place=> { #p::Decoder::<#answer>::NEW }.#question(); }
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
    })
}
