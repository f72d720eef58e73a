//! A value in the place of its key, as other libraries have it: `get = "/…"`,
//! `POST "/…"`, `partner`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::LitStr;

use crate::model::{HttpMethod, Scheme};

pub(super) struct ValueAsKey {
    /// The value.
    pub(super) found: Ident,
    /// What was meant, as it is written here.
    pub(super) expected: String,
    /// The keys of what was meant.
    pub(super) keys: Vec<&'static str>,
    /// Whether the next argument belongs to this one: `GET, "/…"`.
    pub(super) takes_next: bool,
}

impl ValueAsKey {
    pub(super) fn of(
        piece: &TokenStream,
        next: Option<&TokenStream>,
        keys: &[&str],
    ) -> Option<Self> {
        let mut tokens = piece.clone().into_iter();
        let Some(TokenTree::Ident(found)) = tokens.next() else {
            return None;
        };
        let rest: TokenStream = tokens.collect();
        let word = found.to_string();
        if keys.contains(&word.as_str()) {
            return None;
        }
        if let (true, Some(scheme)) = (keys.contains(&"auth") && rest.is_empty(), scheme(&word)) {
            return Some(Self {
                found,
                expected: format!("auth = {}", scheme.word()),
                keys: vec!["auth"],
                takes_next: false,
            });
        }
        let method = HttpMethod::from_word(&word.to_uppercase());
        let method = method.filter(|_| keys.contains(&"method"))?;
        let own = rest.clone().into_iter().find_map(string);
        let next = next.filter(|_| rest.is_empty());
        let next = next.and_then(|next| syn::parse2::<LitStr>(next.clone()).ok());
        let takes_next = next.is_some();
        let method = format!("method = {}", method.word());
        Some(match own.or(next) {
            Some(path) => Self {
                found,
                expected: format!("{method}, path = {:?}", path.value()),
                keys: vec!["method", "path"],
                takes_next,
            },
            None => Self {
                found,
                expected: method,
                keys: vec!["method"],
                takes_next,
            },
        })
    }
}

/// The scheme of a word, also of the path's word for it.
fn scheme(word: &str) -> Option<Scheme> {
    let mut all = Scheme::ALL.into_iter();
    all.find(|scheme| [scheme.word(), scheme.segment()].contains(&word))
}

/// A string, also in parentheses.
fn string(token: TokenTree) -> Option<LitStr> {
    match token {
        TokenTree::Group(group) => group.stream().into_iter().find_map(string),
        token => syn::parse2(token.into()).ok(),
    }
}
