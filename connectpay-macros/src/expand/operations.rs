//! The endpoints of a trait as data.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::ext::IdentExt as _;

use super::descriptor;
use crate::item::{ApiTrait, cfgs, docs, hides};
use crate::model::Endpoint;
use crate::runtime_path::RuntimePath;
use crate::tokens::source_text;
use crate::word;

/// The endpoints as a constant with the trait's name. Traits and constants have
/// separate namespaces, so one `use` brings both.
pub(crate) fn expand(item: &ApiTrait, endpoints: &[Endpoint], p: &RuntimePath) -> TokenStream {
    let ApiTrait {
        attrs, vis, ident, ..
    } = item;
    let cfgs: Vec<&Attribute> = cfgs(attrs).collect();
    let hides = hides(attrs);
    let name = ident.unraw().to_string();
    let doc = format!(" The endpoints of [`trait@{name}`] as data.");
    // No path is left out by a `#[cfg]`, so that each is found at its endpoint's place.
    let paths = endpoints.iter().map(|endpoint| &endpoint.path);
    let count = descriptor::literal(endpoints.len());
    let places = endpoints.iter().enumerate();
    let operations = places.map(|(place, endpoint)| operation(place, endpoint));
    // If a line has changed, rustc checks the whole module around it anew. So the paths are
    // in a module of their own, and as a static: a constant would be a part of the table.
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #(#hides)*
        #[allow(non_upper_case_globals)]
        #vis const #ident: #p::Api = {
            mod __connectpay_paths {
                pub(super) static PATHS: [&str; #count] = [#(#paths),*];
            }

            use __connectpay_paths::PATHS;
            // Imports are less to read for rustc than a path for each name.
            use #p::{Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb};
            const OPERATIONS: &[Operation] = &[#(#operations),*];
            Api::new(#name, OPERATIONS)
        };

        // This use keeps the constant of a private trait from being dead code.
        #(#cfgs)*
        const _: &#p::Api = &#ident;
    }
}

fn operation(place: usize, endpoint: &Endpoint) -> TokenStream {
    let cfgs = cfgs(&endpoint.attrs);
    let place = descriptor::literal(place);
    let descriptor = descriptor::expand(endpoint, None, &quote! { PATHS[#place] });
    let docs = docs(&endpoint.attrs);
    // A condition cannot be carried into the value.
    let is_hidden = hides(&endpoint.attrs).any(|attr| word::is_alone(attr.path(), "doc"));
    let hidden = is_hidden.then(|| quote! { .hidden() });
    let answer = source_text(&endpoint.answer);
    let parameters = endpoint.arguments.iter().map(|argument| {
        let name = argument.name.unraw().to_string();
        let ty = source_text(&argument.ty);
        let location = argument.location.variant();
        quote! { Parameter::new(#name, Location::#location, #ty) }
    });
    quote! {
        #(#cfgs)*
        Operation::new(#place, #descriptor, #docs, &[#(#parameters),*], #answer) #hidden
    }
}
