//! `#[instrument]` of `tracing`, and what else has that name.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use super::cfg_attr::gives;
use crate::tokens::{split_at_commas, ungrouped};

/// Whether an attribute makes a span of the method, under a condition or not. Under another
/// name it is known by the arguments that only a span has; without any, nothing tells.
pub(crate) fn is_instrument(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    let has_name = last.is_some_and(|last| last.ident == "instrument");
    let has_arguments =
        matches!(&attr.meta, Meta::List(meta) if has_fields_of_a_span(meta.tokens.clone()));
    has_name || has_arguments || gives(attr, "instrument")
}

/// Whether arguments have `skip_all`, `skip(…)`, `fields(…)`, `err`, `ret` or `level = …`.
fn has_fields_of_a_span(arguments: TokenStream) -> bool {
    let arguments = split_at_commas(ungrouped(arguments));
    let mut arguments = arguments.iter().map(Vec::as_slice);
    arguments.any(|argument| match argument {
        [TokenTree::Ident(word)] => ["skip_all", "err", "ret"].iter().any(|it| word == it),
        [TokenTree::Ident(word), TokenTree::Group(_)] => {
            ["skip", "fields", "err", "ret"].iter().any(|it| word == it)
        }
        [TokenTree::Ident(word), TokenTree::Punct(equals), ..] => {
            word == "level" && equals.as_char() == '='
        }
        _ => false,
    })
}
