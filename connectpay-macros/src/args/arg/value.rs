//! The value of an argument, read as what its key takes.

use proc_macro2::{Ident, TokenTree};
use syn::LitStr;

use super::{Arg, Value};
use crate::args::Given;
use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

impl Arg {
    /// A string literal, as in `path = "/baas-sca/…"`.
    pub(in crate::args) fn string(self, example: &str, errors: &mut Errors) -> Given<LitStr> {
        let key = self.key;
        match self.value {
            Value::Unreadable => {}
            Value::Equals(tokens) => match syn::parse2::<LitStr>(tokens.clone()) {
                Ok(value) if value.suffix().is_empty() => return Given::Value(value),
                _ => errors.at(
                    tokens,
                    format!("`{key}` is not a string literal; expected `{example}`"),
                ),
            },
            Value::None | Value::List(_) => errors.at(
                &key,
                format!("`{key}` is not a string; expected `{example}`"),
            ),
        }
        Given::Unusable
    }

    /// A word, as in `auth = partner`.
    pub(in crate::args) fn word(self, example: &str, errors: &mut Errors) -> Given<Ident> {
        let key = self.key;
        match self.value {
            Value::Unreadable => {}
            Value::Equals(tokens) => {
                if let Ok(value) = syn::parse2::<Ident>(tokens.clone()) {
                    return Given::Value(value);
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
            }
            Value::None | Value::List(_) => errors.at(
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
