//! Text that was meant as a string literal: without quotes, or in those of another literal.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Lifetime, Lit};

/// The text of another literal than a string: `'a'`, `b"/a"`, `"/a"x`, or `'a` whose quote
/// is not closed. A number is none.
pub(crate) fn in_other_quotes(tokens: &TokenStream) -> Option<String> {
    if let Ok(lifetime) = syn::parse2::<Lifetime>(tokens.clone()) {
        return Some(lifetime.ident.to_string());
    }
    match syn::parse2::<Lit>(tokens.clone()).ok()? {
        Lit::Str(text) => Some(text.value()),
        Lit::ByteStr(bytes) => String::from_utf8(bytes.value()).ok(),
        Lit::CStr(text) => text.value().into_string().ok(),
        Lit::Char(char) => Some(char.value().to_string()),
        Lit::Byte(byte) => Some(char::from(byte.value()).to_string()),
        _ => None,
    }
}

/// Whether the text of a literal is in single quotes, which hold one character.
pub(crate) fn is_in_single_quotes(tokens: &TokenStream) -> bool {
    let text = tokens.to_string();
    text.starts_with('\'') || text.starts_with("b'")
}

/// The text that is written without quotes: `/v1/{id}`, `X-Request-ID`, `application/pdf`.
/// What could be the path of a constant or a call is none.
pub(crate) fn bare(tokens: &TokenStream) -> Option<String> {
    let mut text = String::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => text.push_str(&word.to_string()),
            TokenTree::Literal(number) => text.push_str(&number.to_string()),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push('{');
                text.push_str(&bare(&group.stream())?);
                text.push('}');
            }
            TokenTree::Group(_) => return None,
        }
    }
    let is_plain = |c: char| c.is_alphanumeric() || "/-._+{}".contains(c);
    let begins = |c: char| c.is_alphabetic() || "/_{".contains(c);
    (text.starts_with(begins) && text.chars().all(is_plain)).then_some(text)
}
