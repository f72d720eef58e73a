//! An `impl` that was taken for an API.

use proc_macro2::TokenStream;
use quote::quote;

use super::method::as_written;
use super::mistaken::Mistaken;
use super::unfinished::unfinished;
use crate::errors::Errors;
use crate::item::{ImplBlock, Item};
use crate::runtime_path::RuntimePath;

/// The `impl` with its endpoints as methods that compile.
pub(crate) fn impl_block(item: &ImplBlock, errors: &Errors) -> TokenStream {
    let p = RuntimePath::default();
    let head = &item.head;
    let items = item.items.iter().map(|item| match item {
        Item::Endpoint(endpoint) => as_written(&endpoint.method, errors, &p),
        Item::Renamed { method, .. } | Item::Undeclared(method) => as_written(method, errors, &p),
        Item::Unfinished(item) => {
            let method = item.method.as_ref();
            method.map_or_else(TokenStream::new, |method| {
                unfinished(method, &Mistaken::in_place(errors, &p))
            })
        }
        Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => item.tokens.clone(),
    });
    quote! { #head { #(#items)* } }
}
