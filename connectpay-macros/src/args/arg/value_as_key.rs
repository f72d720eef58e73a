//! A value in the place of its key, as other libraries have it: `get = "/…"`,
//! `POST "/…"`, `"POST /…"`, `partner`.

use proc_macro2::{Literal, TokenStream, TokenTree};
use syn::LitStr;

use super::contradiction::contradiction;
use crate::args::path_text::as_path;
use crate::args::request_line;
use crate::model::{HttpMethod, Scheme};

pub(super) struct ValueAsKey {
    /// The value.
    pub(super) found: TokenTree,
    method: Option<HttpMethod>,
    /// What was meant beside the method, as it is written here.
    other: Option<String>,
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
                method: None,
                other: Some(format!("auth = {}", scheme.word())),
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
        let path = match own.or(next) {
            Some(path) => Some(as_path(&path.value())),
            None if rest.is_empty() => None,
            None => Some(as_path("")),
        };
        Some(Self {
            found: found.into(),
            method: Some(method),
            keys: match path {
                Some(_) => vec!["method", "path"],
                None => vec!["method"],
            },
            other: path.map(|path| format!("path = {path:?}")),
            takes_next,
        })
    }

    /// A method and a path in one string: `"GET /…"`.
    fn request_line(text: &Literal) -> Option<Self> {
        let line = syn::parse2::<LitStr>(TokenTree::from(text.clone()).into()).ok()?;
        let (method, path) = request_line::read(&line.value())?;
        Some(Self {
            found: text.clone().into(),
            method: Some(method),
            other: Some(format!("path = {:?}", as_path(&path))),
            keys: vec!["method", "path"],
            takes_next: false,
        })
    }

    /// What is wrong beside a `method` that another argument may have given.
    pub(super) fn mistake(&self, given: Option<&str>) -> String {
        let found = &self.found;
        if let (Some(method), Some(given)) = (self.method, given) {
            let place = format!("`{found}`");
            let said = (place.as_str(), method.word());
            if let Some(contradiction) = contradiction(said, ("`method`", given)) {
                return contradiction;
            }
        }
        let mistake = match found {
            TokenTree::Literal(_) => "a value without its key".to_owned(),
            found => format!("`{found}` is not a key"),
        };
        let method = self
            .method
            .map(|method| format!("method = {}", method.word()));
        let expected = match (method, &self.other) {
            (Some(_), Some(other)) if given.is_some() => other.clone(),
            (Some(method), Some(other)) => format!("{method}, {other}"),
            (Some(method), None) if given.is_some() => {
                return format!("{mistake}, and `method` is given; expected `{method}` alone");
            }
            (method, other) => method.or_else(|| other.clone()).unwrap_or_default(),
        };
        format!("{mistake}; expected `{expected}`")
    }
}

/// The method that an argument gives under its key, with a word that is one.
pub(super) fn method_given(pieces: &[TokenStream]) -> Option<String> {
    pieces.iter().find_map(|piece| {
        let mut tokens = piece.clone().into_iter();
        match (tokens.next()?, tokens.next()?, tokens.next()?) {
            (TokenTree::Ident(key), TokenTree::Punct(equals), TokenTree::Ident(word))
                if key == "method" && equals.as_char() == '=' && tokens.next().is_none() =>
            {
                let word = word.to_string();
                let known = HttpMethod::meant_by(&word).map(HttpMethod::word);
                Some(known.map_or(word, str::to_owned))
            }
            _ => None,
        }
    })
}

/// The scheme of a word, also of the path's word for it.
pub(super) fn scheme(word: &str) -> Option<Scheme> {
    let mut all = Scheme::ALL.into_iter();
    all.find(|scheme| [scheme.word(), scheme.segment()].contains(&word))
}

/// The string that is all there is behind a word, also in parentheses. A call of a function
/// may make something else of its string.
pub(super) fn sole_string(rest: TokenStream) -> Option<LitStr> {
    let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if ['=', ':', '>'].contains(&sign.as_char()));
    let mut rest = rest.into_iter().skip_while(is_sign);
    match (rest.next()?, rest.next()) {
        (TokenTree::Group(group), None) => sole_string(group.stream()),
        (token, None) => syn::parse2(token.into()).ok(),
        _ => None,
    }
}
