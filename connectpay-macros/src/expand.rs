//! Writes a valid declaration down. Generated code names absolute paths into
//! one module of the runtime and what its author wrote, nothing else.

mod body;
mod signature;
mod table;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;

use crate::model::{Endpoint, Host};

pub(crate) use self::table::{Part, api_trait, dyn_callers};

/// Whether a method carries the bound on `Self` or its trait does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    OnMethod,
    OnTrait,
}

/// One method:
///
/// ```text
/// /// …
/// fn name(&self, argument: T) -> Call<A> where Self: Caller<Partner> {
///     let mut request = Request::new(const { &Endpoint::new(…) });
///     request.path("argument", &argument);
///     call::<Result<A>, _>(request, Caller::channel(self), Decoder::<A>::NEW.decode())
/// }
/// ```
pub(crate) fn method(endpoint: &Endpoint, bound: Bound) -> TokenStream {
    let signature = signature::expand(endpoint, bound);
    let body = body::expand(endpoint);
    quote! { #signature { #body } }
}

/// The constant that describes an endpoint to the runtime.
fn descriptor(endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let name = endpoint.name.unraw().to_string();
    let verb = Ident::new(endpoint.method.variant(), Span::call_site());
    let path = &endpoint.path;
    let scheme = endpoint.scheme.type_name();
    let idempotent = endpoint.idempotent.then(|| quote! { .idempotent() });
    let once = endpoint.once.then(|| quote! { .once() });
    let host = endpoint.host.as_ref().map(|Host { stage, production }| {
        quote! { .host(#p::Host::new(#stage, #production)) }
    });
    quote! {
        #p::Endpoint::new(#name, #p::Verb::#verb, #path, #p::AuthScheme::#scheme) #idempotent #once #host
    }
}
