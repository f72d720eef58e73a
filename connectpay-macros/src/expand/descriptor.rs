//! The constant that describes an endpoint to the runtime.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;

use crate::model::{DefaultHeader, Endpoint, Host};
use crate::runtime_path::RuntimePath;

/// Where the constant of an endpoint is.
#[derive(Clone, Copy)]
pub(super) enum Descriptor<'a> {
    /// In the method itself.
    Own,
    /// In the table that has the name of the trait, where the entry says this place. A
    /// place is unlike an index: it stays the same if a `#[cfg]` leaves out entries.
    Listed { table: &'a Ident, place: usize },
}

impl Descriptor<'_> {
    /// The call that begins with the constant.
    pub(super) fn unsent(self, endpoint: &Endpoint) -> TokenStream {
        let p = &endpoint.runtime;
        let scheme = endpoint.scheme.type_name();
        let this = &endpoint.receiver.self_token;
        let channel = quote! { #p::Caller::<#p::#scheme>::channel(#this) };
        match self {
            Self::Own => {
                let path = &endpoint.path;
                let constant = expand(endpoint, Some(p), path);
                quote! { #p::Unsent::new(#channel, const { &#constant }) }
            }
            Self::Listed { table, place } => {
                let place = literal(place);
                quote! { #p::Unsent::listed(#channel, #table, #place) }
            }
        }
    }
}

/// A place among the endpoints of a trait, in the order of their declaration.
pub(super) fn literal(place: usize) -> Literal {
    Literal::usize_unsuffixed(place)
}

/// The constant, with the place of its path, and with `p` as the way to the runtime where
/// its names are not imported.
pub(super) fn expand(
    endpoint: &Endpoint,
    p: Option<&RuntimePath>,
    path: &impl ToTokens,
) -> TokenStream {
    let p = p.map(|p| quote! { #p:: });
    let name = endpoint.name.unraw().to_string();
    let verb = Ident::new(endpoint.method.variant(), Span::call_site());
    let scheme = endpoint.scheme.type_name();
    let idempotent = endpoint.idempotent.then(|| quote! { .idempotent() });
    let once = endpoint.once.then(|| quote! { .once() });
    let decided_by = endpoint.decided_by.as_ref();
    let decided_by = decided_by.map(|segment| quote! { .decided_by(#segment) });
    let siblings = &endpoint.siblings;
    let beside = (!siblings.is_empty()).then(|| quote! { .beside(&[#(#siblings),*]) });
    let host = endpoint.host.as_ref().map(|Host { stage, production }| {
        quote! { .host(#p Host::new(#stage, #production)) }
    });
    let headers = endpoint.headers.iter();
    let headers = headers.map(|DefaultHeader { name, value }| quote! { (#name, #value) });
    let headers = (!endpoint.headers.is_empty()).then(|| quote! { .headers(&[#(#headers),*]) });
    quote! {
        #p Endpoint::new(#name, #p Verb::#verb, &#path, #p AuthScheme::#scheme) #decided_by #idempotent #once #beside #host #headers
    }
}
