//! A type or a constant on which `#[endpoint]` stands.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::trait_item::Item;

/// Leaves out what every implementor would have to give and nothing else in the trait names.
/// It was meant to be an endpoint, and would take the impls and the trait objects away. What
/// is named was there before the attribute was, and its uses are.
pub(super) fn drop_unused(items: &mut [Item], all: &TokenStream) {
    for item in items {
        let Item::Misplaced { item, .. } = item else {
            continue;
        };
        let is_unused = name(&item.tokens).is_some_and(|name| count(all, &name) == 1);
        if item.is_required && is_unused {
            item.tokens = TokenStream::new();
            item.is_required = false;
        }
    }
}

/// The name of a type or a constant.
fn name(item: &TokenStream) -> Option<Ident> {
    let mut words = item.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    words.find(|word| word == "type" || word == "const")?;
    words.next()
}

/// How often a word is there, inside of brackets too.
fn count(tokens: &TokenStream, word: &Ident) -> usize {
    let counts = tokens.clone().into_iter().map(|token| match token {
        TokenTree::Group(group) => count(&group.stream(), word),
        token => usize::from(matches!(&token, TokenTree::Ident(found) if found == word)),
    });
    counts.sum()
}
