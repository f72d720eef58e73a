//! The constant that describes an endpoint to the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;

use crate::model::{DefaultHeader, Endpoint, Host};

pub(super) fn expand(endpoint: &Endpoint) -> TokenStream {
    let p = &endpoint.runtime;
    let name = endpoint.name.unraw().to_string();
    let verb = Ident::new(endpoint.method.variant(), Span::call_site());
    let path = &endpoint.path;
    let scheme = endpoint.scheme.type_name();
    let idempotent = endpoint.idempotent.then(|| quote! { .idempotent() });
    let once = endpoint.once.then(|| quote! { .once() });
    let decided_by = endpoint.decided_by.as_ref();
    let decided_by = decided_by.map(|segment| quote! { .decided_by(#segment) });
    let siblings = &endpoint.siblings;
    let beside = (!siblings.is_empty()).then(|| quote! { .beside(&[#(#siblings),*]) });
    let host = endpoint.host.as_ref().map(|Host { stage, production }| {
        quote! { .host(#p::Host::new(#stage, #production)) }
    });
    let headers = endpoint.headers.iter();
    let headers = headers.map(|DefaultHeader { name, value }| quote! { (#name, #value) });
    let headers = (!endpoint.headers.is_empty()).then(|| quote! { .headers(&[#(#headers),*]) });
    quote! {
        #p::Endpoint::new(#name, #p::Verb::#verb, #path, #p::AuthScheme::#scheme) #decided_by #idempotent #once #beside #host #headers
    }
}
