//! The value of an argument, read as what its key takes.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{Expr, Lit, LitStr, Path};

use super::{Arg, Value};
use crate::args::Given;
use crate::args::path_text::as_path;
use crate::errors::Errors;
use crate::runtime_path::RuntimePath;
use crate::unquoted;

/// The word that is meant by another one, or by itself.
pub(in crate::args) type Known = fn(&str) -> Option<&'static str>;

impl Arg {
    /// A string literal, as in `path = "/baas-sca/…"`, which may have to be one of some words.
    pub(in crate::args) fn string(
        self,
        known: Known,
        example: &str,
        errors: &mut Errors,
    ) -> Given<LitStr> {
        let key = self.key;
        match self.value {
            Value::Unreadable => {}
            Value::Equals(tokens) => match syn::parse2::<LitStr>(tokens.clone()) {
                Ok(value) if value.suffix().is_empty() => return Given::Value(value),
                _ => {
                    let message = no_string(&key, &tokens, known, example);
                    errors.at(tokens, message);
                }
            },
            Value::List(tokens) => {
                let value = syn::parse2::<LitStr>(tokens);
                let expected = value.map_or_else(
                    |_| example.to_owned(),
                    |value| corrected(&key, &value.value()),
                );
                errors.at(&key, in_parentheses(&key, &expected));
            }
            Value::None => errors.at(&key, format!("`{key}` has no value; expected `{example}`")),
        }
        Given::Unusable
    }

    /// One of several words, as in `auth = partner`.
    pub(in crate::args) fn word(
        self,
        known: Known,
        example: &str,
        errors: &mut Errors,
    ) -> Given<Ident> {
        let key = self.key;
        match self.value {
            Value::Unreadable => {}
            Value::Equals(tokens) => {
                if let Ok(value) = syn::parse2::<Ident>(tokens.clone()) {
                    return Given::Value(value);
                }
                let message = no_word(&key, &tokens, known, example);
                errors.at(tokens, message);
            }
            Value::List(tokens) => {
                let meant = meant(&tokens, known);
                let expected =
                    meant.map_or_else(|| example.to_owned(), |word| format!("{key} = {word}"));
                errors.at(&key, in_parentheses(&key, &expected));
            }
            Value::None => errors.at(
                &key,
                format!("`{key}` has no value; expected one as in `{example}`"),
            ),
        }
        Given::Unusable
    }

    /// A key without a value, as in `idempotent`.
    pub(in crate::args) fn bare(self, errors: &mut Errors) -> Option<Ident> {
        let key = self.key;
        match self.value {
            Value::None => return Some(key),
            Value::Unreadable => {}
            Value::Equals(tokens) | Value::List(tokens) => {
                let expected = if tokens.to_string() == "false" {
                    format!("no `{key}` at all")
                } else {
                    format!("`{key}` alone")
                };
                let value = if tokens.is_empty() {
                    TokenTree::Ident(key.clone()).into()
                } else {
                    tokens
                };
                errors.at(
                    value,
                    format!("`{key}` takes no value; expected {expected}"),
                );
            }
        }
        None
    }

    /// The path of the runtime, as in `crate = ::my_sdk::connectpay`.
    pub(in crate::args) fn runtime(self, errors: &mut Errors) -> Option<RuntimePath> {
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

fn in_parentheses(key: &Ident, expected: &str) -> String {
    format!("`{key}` has its value in parentheses; expected `{expected}`")
}

/// What is wrong with a value that is no string.
fn no_string(key: &Ident, value: &TokenStream, known: Known, example: &str) -> String {
    if let Some(word) = meant(value, known) {
        return format!("the value of `{key}` is not in quotes; expected `{key} = {word:?}`");
    }
    if let Some(text) = unquoted::bare(value).filter(|text| text.contains('/')) {
        let expected = corrected(key, &text);
        return format!("the value of `{key}` is not in quotes; expected `{expected}`");
    }
    if let Some(text) = unquoted::in_other_quotes(value).or_else(|| sole_string(value)) {
        let reason = if unquoted::is_in_single_quotes(value) {
            "is in single quotes, which hold one character"
        } else {
            "is not a string literal"
        };
        let expected = corrected(key, &text);
        return format!("`{key}` {reason}; expected `{expected}`");
    }
    let first = value.clone().into_iter().next();
    let reason = if matches!(first, Some(TokenTree::Literal(_))) {
        ""
    } else {
        ", and a macro cannot see what a name or another macro stands for"
    };
    format!("`{key}` is not a string literal{reason}; expected `{example}`")
}

/// A key with the string that was meant as its value. A path begins with a slash.
fn corrected(key: &Ident, text: &str) -> String {
    if key == "path" || key == "base" {
        format!("{key} = {:?}", as_path(text))
    } else {
        format!("{key} = {text:?}")
    }
}

/// A value that is given to a key, and as a path if it is a string.
pub(super) fn with_path(key: &str, value: &Literal) -> String {
    let text = syn::parse2::<LitStr>(TokenTree::from(value.clone()).into());
    match text {
        Ok(text) if key == "path" || key == "base" => {
            format!("{key} = {:?}", as_path(&text.value()))
        }
        _ => format!("{key} = {value}"),
    }
}

/// The string of an expression that certainly has no other value, as `"/a".to_owned()` and
/// `String::from("/a")`. Another function or a macro may make something else of its string.
fn sole_string(value: &TokenStream) -> Option<String> {
    string_of(&syn::parse2(value.clone()).ok()?)
}

fn string_of(value: &Expr) -> Option<String> {
    const SAME: &[&str] = &["to_owned", "to_string", "into"];
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Paren(inner) => string_of(&inner.expr),
        Expr::Reference(inner) => string_of(&inner.expr),
        Expr::MethodCall(call) if SAME.iter().any(|same| call.method == same) => {
            string_of(&call.receiver)
        }
        Expr::Call(call) => {
            let Expr::Path(function) = &*call.func else {
                return None;
            };
            let mut last = function.path.segments.iter().rev();
            let is_from = last.next().is_some_and(|word| word.ident == "from")
                && last.next().is_some_and(|word| word.ident == "String");
            let mut arguments = call.args.iter();
            match (is_from, arguments.next(), arguments.next()) {
                (true, Some(only), None) => string_of(only),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What is wrong with a value that is not one word.
fn no_word(key: &Ident, value: &TokenStream, known: Known, example: &str) -> String {
    if several(value, known) {
        return format!(
            "`{key}` has more than one value; expected one, as in `{example}`, and an endpoint for each"
        );
    }
    let is_quoted = syn::parse2::<LitStr>(value.clone()).is_ok();
    let found = if is_quoted {
        "is in quotes"
    } else if Path::parse_mod_style.parse2(value.clone()).is_ok() {
        "is a path"
    } else {
        "is not a word"
    };
    match meant(value, known) {
        Some(word) => format!("the value of `{key}` {found}; expected `{key} = {word}`"),
        None => format!("the value of `{key}` {found}; expected one as in `{example}`"),
    }
}

/// Whether a value names more than one of the words: `[partner, user]`, `GET | POST`.
fn several(value: &TokenStream, known: Known) -> bool {
    fn count(value: TokenStream, known: Known) -> usize {
        let count = |token| match token {
            TokenTree::Ident(found) => usize::from(known(&found.to_string()).is_some()),
            TokenTree::Group(group) => count(group.stream(), known),
            TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
        };
        value.into_iter().map(count).sum()
    }
    let is_path = Path::parse_mod_style.parse2(value.clone()).is_ok();
    !is_path && count(value.clone(), known) > 1
}

/// The word that was meant by one in quotes, or at the end of a path.
fn meant(value: &TokenStream, known: Known) -> Option<&'static str> {
    let found = match value.clone().into_iter().last()? {
        TokenTree::Ident(found) => found.to_string(),
        last => syn::parse2::<LitStr>(last.into()).ok()?.value(),
    };
    known(&found)
}

#[cfg(test)]
mod tests {
    use super::sole_string;

    #[test]
    fn only_what_keeps_its_string_is_taken_for_it() {
        for (value, is_kept) in [
            (r#"String::from("/a")"#, true),
            (r#"std::string::String::from("/a")"#, true),
            (r#""/a".to_owned()"#, true),
            (r#""/a".to_string().into()"#, true),
            (r#"("/a")"#, true),
            (r#"&"/a""#, true),
            (r#"prefix("/a")"#, false),
            (r#"Path::from("/a")"#, false),
            (r#""/a".to_uppercase()"#, false),
            (r#""/a".to_owned() + BASE"#, false),
            (r#"concat!("/a")"#, false),
            (r#"BASE.join("/a")"#, false),
        ] {
            let found = sole_string(&value.parse().unwrap());
            assert_eq!(found.is_some(), is_kept, "{value}");
        }
    }
}
