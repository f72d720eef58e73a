//! One argument of an attribute: `key = value`, `key(…)` or a bare key.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::LitStr;

use crate::errors::{Errors, did_you_mean, nearest, one_of};
use crate::runtime_path::RuntimePath;

pub(super) struct Arg {
    pub(super) key: Ident,
    pub(super) value: Value,
}

pub(super) enum Value {
    /// Something that was reported; the key is there all the same.
    Unreadable,
    None,
    Equals(TokenStream),
    List(TokenStream),
}

impl Arg {
    /// Splits at commas first, so that one broken argument spoils no other.
    pub(super) fn parse_list(tokens: TokenStream, keys: &[&str], errors: &mut Errors) -> Vec<Self> {
        let mut args: Vec<Self> = Vec::new();
        let mut pieces = Vec::new();
        for piece in split_at_commas(tokens) {
            pieces.extend(split_at_keys(piece, keys, errors));
        }
        let mut misspelt = Vec::new();
        for piece in pieces {
            let Some(arg) = Self::parse(&piece, keys, errors) else {
                continue;
            };
            let found = arg.key.to_string();
            if !keys.contains(&found.as_str()) {
                let hint = did_you_mean(&found, keys);
                errors.at(
                    &arg.key,
                    format!("unknown key `{found}`; expected {}{hint}", one_of(keys)),
                );
                misspelt.extend(nearest(&found, keys));
            } else if args.iter().any(|earlier| earlier.key == arg.key) {
                errors.at(
                    &arg.key,
                    format!("`{found}` is given twice; expected it once"),
                );
            } else {
                args.push(arg);
            }
        }
        // What was meant is not missing as well.
        for meant in misspelt {
            if !args.iter().any(|arg| arg.key == meant) {
                args.push(Self {
                    key: Ident::new(meant, Span::call_site()),
                    value: Value::Unreadable,
                });
            }
        }
        args
    }

    fn parse(piece: &TokenStream, keys: &[&str], errors: &mut Errors) -> Option<Self> {
        let mut tokens = piece.clone().into_iter();
        let key = match (tokens.next(), keys.first()) {
            (Some(TokenTree::Ident(key)), _) => key,
            // The first key is the one that takes a string, and may have been meant.
            (Some(TokenTree::Literal(text)), Some(first)) if tokens.next().is_none() => {
                errors.at(
                    piece,
                    format!("a value without its key; expected `{first} = {text}`"),
                );
                return Some(Self {
                    key: Ident::new(first, text.span()),
                    value: Value::Unreadable,
                });
            }
            _ => {
                errors.at(piece, format!("expected a key: {}", one_of(keys)));
                return None;
            }
        };
        let value = match tokens.next() {
            None => Value::None,
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
                let value: TokenStream = tokens.by_ref().collect();
                if value.is_empty() {
                    errors.at(
                        &key,
                        format!("`{key} =` has no value; expected one after the `=`"),
                    );
                    Value::Unreadable
                } else {
                    Value::Equals(value)
                }
            }
            Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Parenthesis => {
                Value::List(list.stream())
            }
            Some(other) => {
                errors.at(
                    &other,
                    format!("found `{other}` after `{key}`; expected `=`"),
                );
                return Some(Self {
                    key,
                    value: Value::Unreadable,
                });
            }
        };
        if let Some(extra) = tokens.next() {
            errors.at(
                &extra,
                format!("found `{extra}` after `{key}`; expected a comma"),
            );
            return Some(Self {
                key,
                value: Value::Unreadable,
            });
        }
        Some(Self { key, value })
    }

    pub(super) fn string(self, example: &str, errors: &mut Errors) -> Option<LitStr> {
        let key = self.key;
        if let Value::Unreadable = self.value {
            return None;
        }
        if let Value::Equals(tokens) = &self.value {
            if let Ok(value) = syn::parse2::<LitStr>(tokens.clone()) {
                if value.suffix().is_empty() {
                    return Some(value);
                }
            }
            errors.at(
                tokens,
                format!("`{key}` is not a string literal; expected `{example}`"),
            );
        } else {
            errors.at(
                &key,
                format!("`{key}` is not a string; expected `{example}`"),
            );
        }
        None
    }

    pub(super) fn word(self, example: &str, errors: &mut Errors) -> Option<Ident> {
        let key = self.key;
        let tokens = match &self.value {
            Value::Equals(tokens) => tokens,
            Value::Unreadable => return None,
            Value::None | Value::List(_) => {
                errors.at(
                    &key,
                    format!("`{key}` has no value; expected one as in `{example}`"),
                );
                return None;
            }
        };
        if let Ok(value) = syn::parse2::<Ident>(tokens.clone()) {
            return Some(value);
        }
        let quoted = syn::parse2::<LitStr>(tokens.clone()).is_ok();
        let found = if quoted {
            "is in quotes"
        } else {
            "is not a word"
        };
        errors.at(
            tokens,
            format!("the value of `{key}` {found}; expected one as in `{example}`"),
        );
        None
    }

    pub(super) fn bare(self, errors: &mut Errors) -> Option<Ident> {
        let key = self.key;
        match self.value {
            Value::None => return Some(key),
            Value::Unreadable => {}
            Value::Equals(tokens) | Value::List(tokens) => {
                let value = if tokens.is_empty() {
                    TokenTree::Ident(key.clone()).into()
                } else {
                    tokens
                };
                errors.at(
                    value,
                    format!("`{key}` takes no value; expected `{key}` alone"),
                );
            }
        }
        None
    }

    pub(super) fn runtime(self, errors: &mut Errors) -> Option<RuntimePath> {
        match &self.value {
            Value::Equals(tokens) => return RuntimePath::parse(tokens, errors),
            Value::Unreadable => {}
            Value::None | Value::List(_) => errors.at(
                &self.key,
                "`crate` has no value; expected a path as in `crate = ::my_sdk::connectpay`",
            ),
        }
        None
    }
}

/// The pieces between commas; the empty one after a last comma is none.
fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if let Some(piece) = pieces.last_mut() {
                    if piece.is_empty() {
                        // A comma too many is its own piece, so that it is pointed at.
                        piece.push(token);
                    }
                }
                pieces.push(Vec::new());
            }
            _ => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(token);
                }
            }
        }
    }
    pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .map(TokenStream::from_iter)
        .collect()
}

/// Splits where a comma was forgotten: at a key that follows a value.
fn split_at_keys(piece: TokenStream, keys: &[&str], errors: &mut Errors) -> Vec<TokenStream> {
    let mut pieces: Vec<Vec<TokenTree>> = vec![Vec::new()];
    let mut tokens = piece.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begins = match (&token, pieces.last().and_then(|piece| piece.last())) {
            // After punctuation it is a value, or a part of one.
            (_, None | Some(TokenTree::Punct(_))) => false,
            (TokenTree::Ident(word), Some(_)) => {
                let before_punct =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() != '=');
                !before_punct && keys.iter().any(|key| word == key)
            }
            _ => false,
        };
        if begins {
            errors.at(
                &token,
                format!("found `{token}` after a value; expected a comma before it"),
            );
            pieces.push(Vec::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces.into_iter().map(TokenStream::from_iter).collect()
}
