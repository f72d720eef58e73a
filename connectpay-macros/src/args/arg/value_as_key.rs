//! A value in the place of its key, as other libraries have it: `get = "/…"`,
//! `POST "/…"`, `"POST /…"`, `partner`.

use proc_macro2::{Literal, TokenStream, TokenTree};
use syn::LitStr;

use crate::args::request_line;
use crate::model::{HttpMethod, Scheme};

pub(super) struct ValueAsKey {
    /// The value.
    pub(super) found: TokenTree,
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
        let first = tokens.next()?;
        let rest: TokenStream = tokens.collect();
        let found = match first {
            TokenTree::Ident(found) => found,
            TokenTree::Literal(text) if rest.is_empty() && keys.contains(&"method") => {
                return Self::request_line(&text);
            }
            _ => return None,
        };
        let word = found.to_string();
        if keys.contains(&word.as_str()) {
            return None;
        }
        if let (true, Some(scheme)) = (keys.contains(&"auth") && rest.is_empty(), scheme(&word)) {
            return Some(Self {
                found: found.into(),
                expected: format!("auth = {}", scheme.word()),
                keys: vec!["auth"],
                takes_next: false,
            });
        }
        let method = HttpMethod::from_word(&word.to_uppercase());
        let method = method.filter(|_| keys.contains(&"method"))?;
        let own = sole_string(rest.clone());
        let next = next.filter(|_| rest.is_empty());
        let next = next.and_then(|next| syn::parse2::<LitStr>(next.clone()).ok());
        let takes_next = next.is_some();
        let method = format!("method = {}", method.word());
        Some(match own.or(next) {
            Some(path) => Self {
                found: found.into(),
                expected: format!("{method}, path = {:?}", path.value()),
                keys: vec!["method", "path"],
                takes_next,
            },
            None if rest.is_empty() => Self {
                found: found.into(),
                expected: method,
                keys: vec!["method"],
                takes_next,
            },
            None => Self {
                found: found.into(),
                expected: format!("{method}, path = \"/…\""),
                keys: vec!["method", "path"],
                takes_next,
            },
        })
    }

    /// A method and a path in one string: `"GET /…"`.
    fn request_line(text: &Literal) -> Option<Self> {
        let line = syn::parse2::<LitStr>(TokenTree::from(text.clone()).into()).ok()?;
        let (method, path) = request_line::read(&line.value())?;
        Some(Self {
            found: text.clone().into(),
            expected: format!("method = {}, path = {path:?}", method.word()),
            keys: vec!["method", "path"],
            takes_next: false,
        })
    }
}

/// The scheme of a word, also of the path's word for it.
fn scheme(word: &str) -> Option<Scheme> {
    let mut all = Scheme::ALL.into_iter();
    all.find(|scheme| [scheme.word(), scheme.segment()].contains(&word))
}

/// The string that is all there is behind a word, also in parentheses. A call of a function
/// may make something else of its string.
fn sole_string(rest: TokenStream) -> Option<LitStr> {
    let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if ['=', ':', '>'].contains(&sign.as_char()));
    let mut rest = rest.into_iter().skip_while(is_sign);
    match (rest.next()?, rest.next()) {
        (TokenTree::Group(group), None) => sole_string(group.stream()),
        (token, None) => syn::parse2(token.into()).ok(),
        _ => None,
    }
}
