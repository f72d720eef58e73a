//! The attributes of arguments that say where the arguments go.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, Ident, LitStr, Meta};

use super::location::Location;
use crate::errors::Errors;
use crate::tokens::ungrouped;
use crate::unquoted;
use crate::word;

pub(crate) struct Marker {
    /// The name of the attribute.
    pub(crate) word: &'static str,
    /// The attribute as messages show it.
    pub(crate) example: &'static str,
    /// Whether the argument is the content of the request (RFC 9110, 6.4).
    pub(crate) is_content: bool,
    pub(crate) read: Read,
}

/// Reads the attribute of an argument and reports what is wrong with it. The argument
/// has no name where it is a pattern.
type Read = fn(&Attribute, Option<&Ident>, &mut Errors) -> Option<Box<dyn Location>>;

impl Marker {
    /// Whether an attribute is this marker.
    pub(crate) fn is(&self, attr: &Attribute) -> bool {
        word::is_alone(attr.path(), self.word)
    }
}

/// The string that an author has put into a marker in another form than its own:
/// `#[header(name = "…")]`, `#[query = "…"]`.
pub(crate) fn string_in(attr: &Attribute) -> Option<String> {
    let mut strings = strings_in(attr);
    let first = strings.next()?;
    (strings.next().is_none() && !first.is_empty()).then_some(first)
}

/// All strings that an author has put into an attribute.
pub(crate) fn strings_in(attr: &Attribute) -> impl Iterator<Item = String> + use<> {
    let tokens = match &attr.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => ungrouped(list.tokens.clone()),
        Meta::NameValue(meta) => ungrouped(meta.value.to_token_stream()),
    };
    strings(tokens)
}

/// The text that an author has put into a marker without quotes, or in single ones.
pub(super) fn unquoted_in(attr: &Attribute) -> Option<String> {
    let tokens = match &attr.meta {
        Meta::Path(_) => return None,
        Meta::List(list) => ungrouped(list.tokens.clone()),
        Meta::NameValue(meta) => ungrouped(meta.value.to_token_stream()),
    };
    unquoted::bare(&tokens).or_else(|| unquoted::in_other_quotes(&tokens))
}

/// The name and the value that an author has put into a marker: `#[header("…" = "…")]`.
pub(super) fn pair_in(attr: &Attribute) -> Option<(String, String)> {
    let Meta::List(list) = &attr.meta else {
        return None;
    };
    let mut strings = strings(ungrouped(list.tokens.clone()));
    match (strings.next()?, strings.next()?, strings.next()) {
        (name, value, None) => Some((name, value)),
        _ => None,
    }
}

fn strings(tokens: TokenStream) -> impl Iterator<Item = String> {
    let tokens = tokens.into_iter();
    tokens.filter_map(|token| Some(syn::parse2::<LitStr>(token.into()).ok()?.value()))
}
