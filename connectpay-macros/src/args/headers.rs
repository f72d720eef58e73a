//! The list in `#[api(header(…))]`.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

use super::arg::{Arg, Value};
use crate::errors::Errors;
use crate::tokens::{split_at_commas, ungrouped};

const EXAMPLE: &str = "header(\"x-api-version\" = \"2\")";

/// One header that every endpoint of a trait sends.
pub(crate) struct HeaderArg {
    pub(crate) name: LitStr,
    pub(crate) value: LitStr,
}

impl HeaderArg {
    /// Reads the list, which has one header or several.
    pub(super) fn parse_list(arg: Arg, errors: &mut Errors) -> Vec<Self> {
        let tokens = match arg.value {
            Value::List(tokens) if !tokens.is_empty() => tokens,
            Value::Unreadable => return Vec::new(),
            Value::List(_) | Value::None | Value::Equals(_) => {
                errors.at(
                    &arg.key,
                    format!("`header` has no list; expected `{EXAMPLE}`"),
                );
                return Vec::new();
            }
        };
        let pieces = split_at_commas(ungrouped(tokens));
        if let [name, value] = pieces.as_slice() {
            if let (Some(name), Some(value)) = (string(name), string(value)) {
                let (text, value) = (name.value(), value.value());
                errors.at(
                    name,
                    format!("found a comma between a header's name and its value; expected `header({text:?} = {value:?})`"),
                );
                return Vec::new();
            }
        }
        pieces
            .into_iter()
            .filter_map(|piece| Self::parse(piece, errors))
            .collect()
    }

    fn parse(piece: Vec<TokenTree>, errors: &mut Errors) -> Option<Self> {
        let is_equals = |token: &TokenTree| matches!(token, TokenTree::Punct(equals) if equals.as_char() == '=');
        let mut sides = piece.splitn(2, is_equals).map(string);
        if let (Some(Some(name)), Some(Some(value))) = (sides.next(), sides.next()) {
            return Some(Self { name, value });
        }
        errors.at(
            TokenStream::from_iter(piece),
            format!(
                "a header is a name and a value, both in quotes; expected one as in `{EXAMPLE}`"
            ),
        );
        None
    }
}

fn string(tokens: &[TokenTree]) -> Option<LitStr> {
    let literal: LitStr = syn::parse2(tokens.iter().cloned().collect()).ok()?;
    literal.suffix().is_empty().then_some(literal)
}
