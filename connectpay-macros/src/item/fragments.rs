//! Items that a `macro_rules` has matched: `$item:item`, `$vis:vis`, `$body:block`. They
//! come in groups without delimiters, in which the parser would not see where an item
//! ends: it would take the next one, an endpoint, for a part of it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::tokens::with_content;

/// A trait with its items outside of such groups. Those of types and expressions stay,
/// since they keep the order of operations.
pub(super) fn opened(item: TokenStream) -> TokenStream {
    let mut tokens = Vec::new();
    open(item, &mut tokens);
    if let Some(TokenTree::Group(items)) = tokens.last_mut() {
        let mut content = Vec::new();
        open(items.stream(), &mut content);
        *items = with_content(items, content.into_iter().collect());
    }
    tokens.into_iter().collect()
}

fn open(tokens: TokenStream, opened: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group)
                if is_fragment(&group) && (at_start(opened) || is_block(&group)) =>
            {
                open(group.stream(), opened);
            }
            other => opened.push(other),
        }
    }
}

/// Whether an item begins after these tokens, or goes on after an attribute.
fn at_start(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        [.., TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => {
            attribute.delimiter() == Delimiter::Bracket
        }
        [.., TokenTree::Punct(end)] => end.as_char() == ';',
        [.., TokenTree::Group(body)] => body.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

/// Whether the group is a block, which may be the body of a method.
fn is_block(group: &Group) -> bool {
    let mut tokens = group.stream().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(inner)), None) => {
            inner.delimiter() == Delimiter::Brace || (is_fragment(&inner) && is_block(&inner))
        }
        _ => false,
    }
}

fn is_fragment(group: &Group) -> bool {
    group.delimiter() == Delimiter::None
}
