//! The list of an attribute's arguments.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};

use super::value_as_key::{ValueAsKey, method_given};
use super::{Arg, Keys};
use crate::errors::Errors;
use crate::tokens::{split_at_commas, ungrouped};

/// Keys that may be given more than once, each time with other values.
const REPEATABLE: &[&str] = &["header"];

impl Arg {
    /// Reads the arguments, each key once at most, but for those that list values.
    ///
    /// The list is split at its commas first, so that one broken argument does not
    /// spoil the others.
    pub(in crate::args) fn parse_list(
        tokens: TokenStream,
        keys: &Keys,
        errors: &mut Errors,
    ) -> Vec<Self> {
        let mut args: Vec<Self> = Vec::new();
        let mut pieces = Vec::new();
        for piece in split_at_commas(ungrouped(tokens)) {
            pieces.extend(split_at_keys(piece, keys.own, errors));
        }
        let method = method_given(&pieces);
        let mut misspelt = Vec::new();
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            if let Some(value) = ValueAsKey::of(&piece, pieces.peek(), keys.own) {
                errors.at(&value.found, value.mistake(method.as_deref()));
                if value.takes_next {
                    pieces.next();
                }
                misspelt.extend(value.keys);
                continue;
            }
            if is_refused_as_second(&piece, &args, keys, errors) {
                continue;
            }
            let Some(arg) = Self::parse(&piece, keys.own, errors) else {
                continue;
            };
            let found = arg.key.to_string();
            if !keys.has(&found) {
                let (message, meant) = keys.refusal(&arg);
                errors.at(&arg.written, message);
                misspelt.extend(meant);
            } else if !REPEATABLE.contains(&found.as_str())
                && args.iter().any(|earlier| earlier.key == arg.key)
            {
                errors.at(
                    &arg.key,
                    format!("`{found}` is given twice; expected it once"),
                );
            } else {
                args.push(arg);
            }
        }
        assume(&mut args, misspelt);
        args
    }
}

/// Reports a value alone whose key was given before, and tells whether it did.
fn is_refused_as_second(
    piece: &TokenStream,
    args: &[Arg],
    keys: &Keys,
    errors: &mut Errors,
) -> bool {
    let is_given = |first: &&&str| args.iter().any(|arg| arg.key == **first);
    let Some(first) = keys.own.first().filter(is_given) else {
        return false;
    };
    let is_literal = syn::parse2::<Literal>(piece.clone()).is_ok();
    if is_literal {
        errors.at(
            piece,
            format!("found `{piece}` without a key, and `{first}` has a value already; expected one `{first} = …`"),
        );
    }
    is_literal
}

/// Adds the keys that were meant, since a misspelt key must not be reported as missing
/// too.
fn assume<'a>(args: &mut Vec<Arg>, meant: impl IntoIterator<Item = &'a str>) {
    for meant in meant {
        if !args.iter().any(|arg| arg.key == meant) {
            let key = Ident::new(meant, Span::call_site());
            args.push(Arg::unreadable(key));
        }
    }
}

/// Splits where the author forgot a comma: at a key that follows a value.
pub(super) fn split_at_keys(
    piece: Vec<TokenTree>,
    keys: &[&str],
    errors: &mut Errors,
) -> Vec<TokenStream> {
    let mut pieces: Vec<Vec<TokenTree>> = vec![Vec::new()];
    let mut tokens = piece.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begins = match (&token, pieces.last().and_then(|piece| piece.last())) {
            // After punctuation, a word is a value or a part of one.
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
