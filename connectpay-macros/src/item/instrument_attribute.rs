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
    // `#[cfg(level = "2")]` is a condition, whatever its words are.
    let is_condition = ["cfg", "cfg_attr"]
        .iter()
        .any(|it| attr.path().is_ident(it));
    let has_arguments = !is_condition
        && matches!(&attr.meta, Meta::List(meta) if has_fields_of_a_span(meta.tokens.clone()));
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

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_condition_is_no_span_whatever_its_words_are() {
        let conditions: [Attribute; 3] = [
            parse_quote! { #[cfg(level = "2")] },
            parse_quote! { #[cfg(err)] },
            parse_quote! { #[cfg_attr(level = "2", doc = "x")] },
        ];
        for condition in &conditions {
            assert!(!is_instrument(condition));
        }
        let spans: [Attribute; 3] = [
            parse_quote! { #[timed(level = "debug")] },
            parse_quote! { #[timed(err)] },
            parse_quote! { #[cfg_attr(level = "2", tracing::instrument(skip_all))] },
        ];
        for span in &spans {
            assert!(is_instrument(span));
        }
    }
}
