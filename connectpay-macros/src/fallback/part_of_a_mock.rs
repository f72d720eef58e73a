//! What `#[mockall::automock]` above the macros makes of a trait.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::method::without_markers;
use crate::item::{ImplBlock, Item};
use crate::word;

/// The item without the attributes of endpoints in it. Nothing is left of an impl of the
/// trait, for which the mock has no credentials.
pub(crate) fn part_of_a_mock(item: &TokenStream) -> TokenStream {
    let item = without_attributes(item.clone());
    let Ok(ImplBlock { head, items }) = syn::parse2(item.clone()) else {
        return item;
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

/// Tokens without `#[api]` and `#[endpoint]` wherever they were copied to, even to
/// expressions, where rustc lets no attribute macro stand.
fn without_attributes(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut left = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_hash = matches!(&token, TokenTree::Punct(hash) if hash.as_char() == '#');
        if is_hash && tokens.next_if(is_ours).is_some() {
            continue;
        }
        left.extend([match token {
            TokenTree::Group(group) => {
                let inner = without_attributes(group.stream());
                let mut inner = Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                inner.into()
            }
            token => token,
        }]);
    }
    left
}

/// Whether what follows a `#` makes it one of our attributes, by the last word of its path.
fn is_ours(token: &TokenTree) -> bool {
    let TokenTree::Group(attribute) = token else {
        return false;
    };
    let path = attribute.stream().into_iter();
    let path = path.take_while(|token| !matches!(token, TokenTree::Group(_)));
    let last = path.last();
    let is_word = matches!(last, Some(TokenTree::Ident(last)) if word::is(&last, "api") || word::is(&last, "endpoint"));
    is_word && attribute.delimiter() == Delimiter::Bracket
}
