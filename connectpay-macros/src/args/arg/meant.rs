//! What an attribute under another name was meant to say, as `#[endpoint(…)]` says it.
//!
//! A declaration without its `once` compiles, and is sent again. So everything that the
//! author gave under a key of ours is written out, and nothing is written where two of them
//! contradict each other.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;
use syn::ext::IdentExt as _;

use super::contradiction::contradiction;
use super::value_as_key::{scheme, sole_string};
use super::{Keys, hyphenated, list};
use crate::args::path_text::as_path;
use crate::args::request_line;
use crate::errors::{Errors, nearest};
use crate::model::HttpMethod;
use crate::tokens::{source_text, split_at_commas, ungrouped};

/// The arguments that were meant.
#[derive(Default)]
struct Meant {
    /// The methods, and where each of them stands.
    methods: Vec<(String, HttpMethod)>,
    path: Option<String>,
    /// The other arguments, as they are written.
    others: Vec<String>,
}

/// The arguments that an author meant who gave these ones to an attribute, which may be named
/// for a method. If they name two methods, what they say of them.
pub(in crate::args) fn arguments(
    tokens: TokenStream,
    keys: &Keys,
    named: Option<(String, HttpMethod)>,
) -> Result<String, String> {
    let mut meant = Meant {
        methods: named.into_iter().collect(),
        ..Meant::default()
    };
    for piece in split_at_commas(ungrouped(tokens)) {
        // The attribute is reported as a whole, so a comma that is missing is not.
        for piece in list::split_at_keys(piece, keys.own, &mut Errors::default()) {
            meant.add(&piece, keys);
        }
    }
    meant.written()
}

impl Meant {
    fn add(&mut self, piece: &TokenStream, keys: &Keys) {
        if let Ok(text) = syn::parse2::<LitStr>(piece.clone()) {
            return self.add_path(&text.value());
        }
        let mut tokens = piece.clone().into_iter();
        let Some(TokenTree::Ident(first)) = tokens.next() else {
            return;
        };
        let written = hyphenated::written(first, &mut tokens);
        let Some(key) = hyphenated::key(&written) else {
            return;
        };
        let rest: TokenStream = tokens.collect();
        let word = key.unraw().to_string();
        let meant = keys
            .meant_by(&word)
            .or_else(|| misspelt(&word, keys))
            .filter(|meant| keys.has(meant));
        let method = HttpMethod::from_word(&word.to_uppercase());
        match (meant, sole_string(rest.clone())) {
            (None, text) if method.is_some() => {
                self.methods
                    .extend(method.map(|method| (format!("`{word}`"), method)));
                if let Some(text) = text {
                    self.add_path(&text.value());
                }
            }
            (None, _) => {
                let scheme = scheme(&word).filter(|_| rest.is_empty());
                self.others
                    .extend(scheme.map(|scheme| format!("auth = {}", scheme.word())));
            }
            (Some("path"), Some(text)) => self.add_path(&text.value()),
            (Some("method"), text) => {
                let word = text.map_or_else(|| last_word(&rest), |text| text.value());
                match HttpMethod::meant_by(&word) {
                    Some(method) => self.methods.push(("`method`".to_owned(), method)),
                    None => self.add_other(format!("method{}", value(&rest))),
                }
            }
            (Some(key), _) => self.add_other(format!("{key}{}", value(&rest))),
        }
    }

    /// Adds a path, which may have a method in front of it.
    fn add_path(&mut self, text: &str) {
        let path = match request_line::read(text) {
            Some((method, path)) => {
                self.methods.push(("`path`".to_owned(), method));
                as_path(&path)
            }
            None => as_path(text),
        };
        // Of two paths, neither is known to be the one that was meant.
        let is_second = self.path.as_ref().is_some_and(|first| *first != path);
        self.path = Some(if is_second { as_path("") } else { path });
    }

    fn add_other(&mut self, argument: String) {
        if !self.others.contains(&argument) {
            self.others.push(argument);
        }
    }

    fn written(self) -> Result<String, String> {
        let mut arguments = Vec::new();
        if let Some((place, method)) = self.methods.first() {
            let contradiction = self.methods.iter().find_map(|(other, second)| {
                contradiction((place, method.word()), (other, second.word()))
            });
            if let Some(contradiction) = contradiction {
                return Err(contradiction);
            }
            arguments.push(format!("method = {}", method.word()));
        }
        let has_path = |argument: &String| argument.starts_with("path");
        if self.path.is_some() || !self.others.iter().any(has_path) {
            let path = self.path.unwrap_or_else(|| as_path(""));
            arguments.push(format!("path = {path:?}"));
        }
        arguments.extend(self.others);
        Ok(arguments.join(", "))
    }
}

/// The key that a word is almost. A guess never permits that a request is sent again.
fn misspelt(word: &str, keys: &Keys) -> Option<&'static str> {
    nearest(word, keys.own).filter(|key| *key != "idempotent")
}

/// What follows a key, with the text of strings as it is.
fn value(rest: &TokenStream) -> String {
    let mut tokens = rest.clone().into_iter();
    match (tokens.next(), tokens.next(), tokens.next()) {
        (Some(TokenTree::Punct(equals)), Some(value), None) if equals.as_char() == '=' => {
            format!(" = {value}")
        }
        _ => source_text(rest),
    }
}

/// The word at the end of a value: `POST`, `Method::POST`.
fn last_word(rest: &TokenStream) -> String {
    let last = rest.clone().into_iter().last();
    last.map_or_else(String::new, |last| last.to_string())
}
