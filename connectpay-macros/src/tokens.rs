//! Questions about tokens whose grammar does not matter.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// The pieces between commas.
///
/// A comma too many is a piece of its own, so that a message can point at it. What
/// follows the last comma is a piece only if there is something.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    for token in tokens {
        let is_comma = matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
        if !is_comma {
            piece.push(token);
            continue;
        }
        if piece.is_empty() {
            piece.push(token);
        }
        pieces.push(std::mem::take(&mut piece));
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The tokens without the invisible groups that `macro_rules` puts around what it
/// has matched as a `literal`, `meta`, `path` or the like.
///
/// Such a group keeps the order of operations in an expression, so this is for
/// reading alone, and not for what is written out again.
pub(crate) fn ungrouped(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                ungrouped(group.stream())
            }
            TokenTree::Group(group) => {
                TokenTree::Group(with_content(&group, ungrouped(group.stream()))).into()
            }
            other => other.into(),
        })
        .collect()
}

/// The same delimiters around other content.
pub(crate) fn with_content(group: &Group, content: TokenStream) -> Group {
    let mut other = Group::new(group.delimiter(), content);
    other.set_span(group.span());
    other
}

/// The first occurrence of a word, inside of brackets too.
pub(crate) fn find_word(tokens: TokenStream, word: &str) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident),
        TokenTree::Group(group) => find_word(group.stream(), word),
        _ => None,
    })
}

/// The span of the first token. Stable Rust cannot join it with the others.
pub(crate) fn first_span(tokens: &impl ToTokens) -> Span {
    tokens
        .to_token_stream()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}

/// A type, a receiver or a pattern as its author would write it, without the
/// spaces that printing puts between all tokens.
pub(crate) fn source_text(tokens: &impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut text = String::new();
    for piece in spaced.split_whitespace() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
        let after_word = text.ends_with(is_word) && piece.starts_with(is_word);
        let after_colon = text.ends_with(':') && !text.ends_with("::");
        let after_separator =
            text.ends_with([',', ';', '+', '=']) || text.ends_with("->") || after_colon;
        if after_word || after_separator || piece.starts_with(['+', '=']) || piece.starts_with("->")
        {
            text.push(' ');
        }
        text.push_str(piece);
    }
    text
}

/// The same tokens, which mean what they meant, where rustc is to point.
pub(crate) fn located_at(tokens: TokenStream, place: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        token.set_span(token.span().located_at(place));
        token
    });
    tokens.collect()
}
