//! `#[instrument]` of `tracing`, and what else has that name.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use super::cfg_attr::{conditional, gives};
use crate::tokens::{split_at_commas, ungrouped};
use crate::word;

/// Whether an attribute makes a span of the method, under a condition or not. Under another
/// name it is known by the arguments that only a span has; without them, nothing tells.
pub(crate) fn is_instrument(attr: &Attribute) -> bool {
    let has_name = word::is_last(attr.path(), "instrument");
    // `#[cfg(level = "2")]` is a condition, whatever its words are.
    let is_condition = ["cfg", "cfg_attr"]
        .iter()
        .any(|it| word::is_alone(attr.path(), it));
    let has_arguments = !is_condition
        && matches!(&attr.meta, Meta::List(meta) if are_of_a_span(meta.tokens.clone()));
    let given = conditional(attr);
    let mut given = given.iter().filter_map(|attr| attr.last());
    let gives_arguments = given.any(
        |last| matches!(last, TokenTree::Group(arguments) if are_of_a_span(arguments.stream())),
    );
    has_name || has_arguments || gives(attr, "instrument") || gives_arguments
}

/// Whether arguments have `skip_all`, or two of `skip(…)`, `fields(…)`, `err`, `ret` and
/// `level = …`, each of which an attribute of another crate may have.
fn are_of_a_span(arguments: TokenStream) -> bool {
    let arguments = split_at_commas(ungrouped(arguments));
    let mut of_a_span = 0;
    for argument in &arguments {
        of_a_span += match argument.as_slice() {
            [TokenTree::Ident(word)] if word == "skip_all" => return true,
            [TokenTree::Ident(word)] if word == "err" || word == "ret" => 1,
            [TokenTree::Ident(word), TokenTree::Group(_)]
                if ["skip", "fields", "err", "ret"].iter().any(|it| word == it) =>
            {
                1
            }
            [TokenTree::Ident(word), TokenTree::Punct(equals), ..]
                if word == "level" && equals.as_char() == '=' =>
            {
                1
            }
            _ => 0,
        };
    }
    of_a_span >= 2
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_condition_is_no_span_whatever_its_words_are() {
        let conditions: [Attribute; 3] = [
            parse_quote! { #[cfg(all(level = "2", err))] },
            parse_quote! { #[cfg(err)] },
            parse_quote! { #[cfg_attr(all(level = "2", err), doc = "x")] },
        ];
        for condition in &conditions {
            assert!(!is_instrument(condition));
        }
    }

    #[test]
    fn an_attribute_of_another_crate_may_have_an_argument_named_as_that_of_a_span() {
        let others: [Attribute; 6] = [
            parse_quote! { #[log(level = "debug")] },
            parse_quote! { #[fallible(err)] },
            parse_quote! { #[fallible(err(Debug), name = "x")] },
            parse_quote! { #[mock(skip(self))] },
            parse_quote! { #[derive_builder(fields(a, b))] },
            parse_quote! { #[cfg_attr(test, log(level = "debug"))] },
        ];
        for other in &others {
            assert!(!is_instrument(other));
        }
    }

    #[test]
    fn a_span_is_known_under_another_name_by_its_arguments() {
        let spans: [Attribute; 6] = [
            parse_quote! { #[tracing::instrument] },
            parse_quote! { #[timed(skip_all)] },
            parse_quote! { #[timed(level = "debug", err)] },
            parse_quote! { #[timed(skip(self), fields(id = 1))] },
            parse_quote! { #[cfg_attr(level = "2", tracing::instrument(skip_all))] },
            parse_quote! { #[cfg_attr(debug_assertions, telemetry::timed(skip_all))] },
        ];
        for span in &spans {
            assert!(is_instrument(span));
        }
    }
}
