//! A key with hyphens, as keys are written elsewhere: `decided-by`.

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

use crate::errors::Errors;
use crate::tokens::{first_span, source_text};

/// The word that a key begins with, and those that follow it behind hyphens.
pub(super) fn written(first: Ident, tokens: &mut IntoIter) -> TokenStream {
    let mut written = TokenStream::from(TokenTree::Ident(first));
    let mut ahead = tokens.clone();
    while let (Some(TokenTree::Punct(hyphen)), Some(TokenTree::Ident(word))) =
        (ahead.next(), ahead.next())
    {
        if hyphen.as_char() != '-' {
            break;
        }
        written.extend([TokenTree::Punct(hyphen), TokenTree::Ident(word)]);
        *tokens = ahead.clone();
    }
    written
}

/// The key that these words are, with `_` between them.
pub(super) fn key(written: &TokenStream) -> Option<Ident> {
    let mut words = written.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    let first = words.next()?;
    let rest: Vec<Ident> = words.collect();
    if rest.is_empty() {
        return Some(first);
    }
    let name = rest.iter().fold(first.unraw().to_string(), |name, word| {
        format!("{name}_{}", word.unraw())
    });
    Some(Ident::new(&name, first_span(written)))
}

/// Reports what is a key but for its hyphens, and tells whether it did.
pub(super) fn refuse(
    written: &TokenStream,
    key: &Ident,
    keys: &[&str],
    errors: &mut Errors,
) -> bool {
    let has_hyphens = written.clone().into_iter().count() > 1;
    let is_key = has_hyphens && keys.iter().any(|known| key == known);
    if is_key {
        let found = source_text(written);
        errors.at(written, format!("`{found}` is not a key; expected `{key}`"));
    }
    is_key
}
