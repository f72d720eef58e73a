//! What `#[mockall::automock]` above the macros makes of a trait.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::method::without_markers;
use crate::item::{ImplBlock, Item};

/// The item without the attributes of endpoints in it. Nothing is left of an impl of the
/// trait, for which the mock has no credentials.
pub(crate) fn part_of_a_mock(item: &TokenStream) -> TokenStream {
    let Ok(ImplBlock { head, items }) = syn::parse2(item.clone()) else {
        return item.clone();
    };
    let is_for = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "for");
    if head.clone().into_iter().any(is_for) && !head.to_string().contains("Default") {
        return TokenStream::new();
    }
    let items = items.iter().map(|item| match item {
        Item::Endpoint(endpoint) => without_markers(&endpoint.method),
        Item::Renamed { method, .. } | Item::Undeclared(method) => without_markers(method),
        Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => item.tokens.clone(),
        Item::Unfinished(_) => TokenStream::new(),
    });
    quote! { #head { #(#items)* } }
}
