//! A key with hyphens, as keys are written elsewhere: `decided-by`.

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

use crate::errors::Errors;

/// The key that begins with this word, and whether it was reported, since it is one but for
/// its hyphens.
pub(super) fn key(
    first: Ident,
    tokens: &mut IntoIter,
    keys: &[&str],
    errors: &mut Errors,
) -> (Ident, bool) {
    let mut name = first.unraw().to_string();
    let mut written = TokenStream::from(TokenTree::Ident(first.clone()));
    let mut ahead = tokens.clone();
    while let (Some(TokenTree::Punct(hyphen)), Some(TokenTree::Ident(word))) =
        (ahead.next(), ahead.next())
    {
        if hyphen.as_char() != '-' {
            break;
        }
        name = format!("{name}_{}", word.unraw());
        written.extend([TokenTree::Punct(hyphen), TokenTree::Ident(word)]);
        *tokens = ahead.clone();
    }
    if written.clone().into_iter().count() == 1 {
        return (first, false);
    }
    let is_key = keys.contains(&name.as_str());
    if is_key {
        let found = name.replace('_', "-");
        errors.at(
            written,
            format!("`{found}` is not a key; expected `{name}`"),
        );
    }
    (Ident::new(&name, first.span()), is_key)
}
