//! The method of one endpoint.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::body;
use super::descriptor::Descriptor;
use super::signature::{self, Bound};
use crate::model::Endpoint;

/// One method:
///
/// ```text
/// /// …
/// fn name(&self, argument: T) -> Call<A> where Self: Caller<Partner> {
///     let decode = Decoder::<A>::NEW.decode();
///     let mut unsent = Unsent::listed(Caller::channel(self), Users, 0);
///     unsent.request.path("argument", &argument);
///     call::<Result<A>, _>(unsent, decode)
/// }
/// ```
pub(super) fn method(endpoint: &Endpoint, bound: Bound, descriptor: Descriptor<'_>) -> TokenStream {
    let signature = signature::expand(endpoint, bound);
    let body = body::expand(endpoint, descriptor);
    quote! { #signature { #body } }
}

/// The method of an endpoint that expands by itself, which does not compile in a trait whose
/// `#[api]` has not seen it.
pub(crate) fn method_by_itself(endpoint: &Endpoint) -> TokenStream {
    let signature = signature::expand(endpoint, Bound::OnMethod);
    let body = body::expand(endpoint, Descriptor::Own);
    let this = &endpoint.receiver.self_token;
    // A path has a span for each of its tokens, and rustc reports a bound at the argument.
    let place = Span::mixed_site().located_at(endpoint.name.span());
    let p = endpoint.runtime.located_at(place);
    let check = quote_spanned! { place=>
        {
            use #p::ByItself as _;
            #p::by_itself(#this.__connectpay_expansion());
        }
    };
    quote! { #signature { #check #body } }
}
