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
        let tokens = ungrouped(tokens);
        let mut headers = Vec::new();
        for piece in split_at_commas(tokens.clone()) {
            if let Some(header) = Self::parse(&piece) {
                headers.push(header);
                continue;
            }
            let expected = remedy(tokens).map_or_else(
                || format!("one as in `{EXAMPLE}`"),
                |remedy| format!("`header({remedy})`"),
            );
            errors.at(
                TokenStream::from_iter(piece),
                format!("a header is a name and a value in quotes, with `=` between; expected {expected}"),
            );
            return Vec::new();
        }
        headers
    }

    fn parse(piece: &[TokenTree]) -> Option<Self> {
        let is_equals = |token: &TokenTree| matches!(token, TokenTree::Punct(equals) if equals.as_char() == '=');
        let mut sides = piece.splitn(2, is_equals).map(string);
        Some(Self {
            name: sides.next()??,
            value: sides.next()??,
        })
    }
}

/// The headers that were meant, where the words of the list are names and values by turns, or
/// one header as it is on the wire.
fn remedy(tokens: TokenStream) -> Option<String> {
    let mut words = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) => words.push(word.to_string().replace('_', "-")),
            TokenTree::Literal(word) => {
                let text = syn::parse2::<LitStr>(TokenTree::Literal(word.clone()).into());
                words.push(text.map_or_else(|_| word.to_string(), |text| text.value()));
            }
            TokenTree::Punct(_) => {}
            TokenTree::Group(_) => return None,
        }
    }
    if let [line] = words.as_slice() {
        let (name, value) = line.split_once(':')?;
        words = vec![name.trim().to_owned(), value.trim().to_owned()];
    }
    let pairs = words.chunks(2).map(|pair| match pair {
        [name, value] => Some(format!("{name:?} = {value:?}")),
        _ => None,
    });
    Some(pairs.collect::<Option<Vec<String>>>()?.join(", "))
}

fn string(tokens: &[TokenTree]) -> Option<LitStr> {
    let literal: LitStr = syn::parse2(tokens.iter().cloned().collect()).ok()?;
    literal.suffix().is_empty().then_some(literal)
}
