//! One argument of an attribute: `key = value`, `key(…)` or a bare key.

mod contradiction;
mod hyphenated;
mod keys;
mod list;
mod meant;
mod value;
mod value_as_key;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::LitStr;

use crate::errors::{Errors, one_of};

pub(super) use self::contradiction::contradiction;
pub(super) use self::keys::{CREDENTIALS, Foreign, Keys, OF_A_CALL};
pub(super) use self::meant::arguments;

pub(super) struct Arg {
    /// The key, with `_` where the author wrote a hyphen.
    pub(super) key: Ident,
    /// The key as it is written.
    written: TokenStream,
    pub(super) value: Value,
}

pub(super) enum Value {
    /// What follows the key was reported. The key itself is there all the same.
    Unreadable,
    None,
    Equals(TokenStream),
    List(TokenStream),
}

impl Arg {
    fn parse(piece: &TokenStream, keys: &[&str], errors: &mut Errors) -> Option<Self> {
        let mut tokens = piece.clone().into_iter();
        let (key, written) = match (tokens.next(), keys.first()) {
            (Some(TokenTree::Ident(first)), _) => {
                let written = hyphenated::written(first, &mut tokens);
                let key = hyphenated::key(&written)?;
                if hyphenated::refuse(&written, &key, keys, errors) {
                    return Some(Self::unreadable(key));
                }
                (key, written)
            }
            // The author may have meant the first key, which takes a string.
            (Some(TokenTree::Literal(text)), Some(first)) if tokens.next().is_none() => {
                let expected = value::with_path(first, &text);
                errors.at(
                    piece,
                    format!("a value without its key; expected `{expected}`"),
                );
                return Some(Self::unreadable(Ident::new(first, text.span())));
            }
            (Some(TokenTree::Punct(comma)), _) if comma.as_char() == ',' => {
                errors.at(piece, "a comma too many; expected one between two keys");
                return None;
            }
            (Some(found), _) => {
                errors.at(
                    piece,
                    format!(
                        "found `{found}` in place of a key; expected {}",
                        one_of(keys)
                    ),
                );
                return None;
            }
            (None, _) => {
                errors.at(piece, format!("expected a key: {}", one_of(keys)));
                return None;
            }
        };
        let value = Value::parse(&key, tokens, errors);
        Some(Self {
            key,
            written,
            value,
        })
    }

    /// A key that is there, with a value that was reported.
    fn unreadable(key: Ident) -> Self {
        Self {
            written: key.to_token_stream(),
            key,
            value: Value::Unreadable,
        }
    }
}

impl Value {
    /// The string behind the `=`.
    pub(super) fn as_string(&self) -> Option<String> {
        let Self::Equals(tokens) = self else {
            return None;
        };
        let value = syn::parse2::<LitStr>(tokens.clone()).ok()?;
        Some(value.value())
    }

    /// Reads what follows a key.
    fn parse(
        key: &Ident,
        mut tokens: impl Iterator<Item = TokenTree>,
        errors: &mut Errors,
    ) -> Self {
        let value = match tokens.next() {
            None => return Self::None,
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
                let value: TokenStream = tokens.collect();
                if value.is_empty() {
                    errors.at(
                        key,
                        format!("`{key} =` has no value; expected one after the `=`"),
                    );
                    return Self::Unreadable;
                }
                return Self::Equals(value);
            }
            Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Parenthesis => {
                Self::List(list.stream())
            }
            Some(other) => {
                let is_colon = matches!(&other, TokenTree::Punct(colon) if colon.as_char() == ':');
                let expected = match (tokens.next(), tokens.next()) {
                    (Some(value), None) if is_colon => format!("{key} = {value}"),
                    _ => "=".to_owned(),
                };
                errors.at(
                    &other,
                    format!("found `{other}` after `{key}`; expected `{expected}`"),
                );
                return Self::Unreadable;
            }
        };
        match tokens.next() {
            None => value,
            Some(extra) => {
                errors.at(
                    &extra,
                    format!("found `{extra}` after `{key}`; expected a comma"),
                );
                Self::Unreadable
            }
        }
    }
}
