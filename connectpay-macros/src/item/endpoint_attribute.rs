//! How `#[endpoint]` is recognized before rustc has resolved its name.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use super::cfg_attr::{conditional, gives};
use crate::model::Scheme;
use crate::tokens::{split_at_commas, ungrouped};
use crate::word;

/// Whether an attribute declares an endpoint, under a condition or not. Any path may
/// lead to it, since the runtime may have another name.
pub(crate) fn is_endpoint(attr: &Attribute) -> bool {
    word::is_last(attr.path(), "endpoint") || is_conditional_endpoint(attr)
}

/// Whether an attribute is `#[cfg_attr(…, endpoint(…))]`, which a macro sees unresolved.
pub(crate) fn is_conditional_endpoint(attr: &Attribute) -> bool {
    gives(attr, "endpoint")
}

/// Whether an attribute has the arguments of `#[endpoint]` under another name, which an
/// import may have given to it. It would expand alone, without what `#[api]` gives to
/// its endpoints and without the checks of the trait.
pub(super) fn is_renamed_endpoint(attr: &Attribute) -> bool {
    let conditional = conditional(attr);
    let mut conditional = conditional.iter().flatten();
    let in_arguments = |token: &TokenTree| matches!(token, TokenTree::Group(arguments) if declares(arguments.stream()));
    match &attr.meta {
        Meta::List(list) => {
            declares(ungrouped(list.tokens.clone())) || conditional.any(in_arguments)
        }
        _ => false,
    }
}

/// Whether an attribute is one that the library does not have: `#[connectpay::get]`.
pub(crate) fn is_unknown_of_library(attr: &Attribute) -> bool {
    let segments: Vec<_> = attr.path().segments.iter().map(|it| &it.ident).collect();
    let is_known = ["endpoint", "api"];
    let is_known = is_known
        .iter()
        .any(|known| word::is_last(attr.path(), known));
    matches!(segments.as_slice(), [library, _] if word::is(library, "connectpay") && !is_known)
}

/// Whether the arguments of an attribute include `path = "…"` and `auth = …`. With less,
/// `#[endpoint]` alone is an error of its own; with both, an attribute of another crate
/// would have to be about paths and credentials too.
fn declares(arguments: TokenStream) -> bool {
    let is_scheme = |value: &TokenTree| matches!(value, TokenTree::Ident(word) if Scheme::from_word(&word.to_string()).is_some());
    gives_path(arguments.clone()) && has_key(arguments, "auth", is_scheme)
}

/// Whether an attribute has the path of an endpoint in its arguments.
pub(super) fn has_path(attr: &Attribute) -> bool {
    match &attr.meta {
        Meta::List(list) => gives_path(ungrouped(list.tokens.clone())),
        _ => false,
    }
}

fn gives_path(arguments: TokenStream) -> bool {
    has_key(arguments, "path", |value| {
        matches!(value, TokenTree::Literal(_))
    })
}

fn has_key(arguments: TokenStream, name: &str, is_value: impl Fn(&TokenTree) -> bool) -> bool {
    split_at_commas(arguments).iter().any(|argument| {
        matches!(
            argument.as_slice(),
            [TokenTree::Ident(key), TokenTree::Punct(equals), value]
                if key == name && equals.as_char() == '=' && is_value(value)
        )
    })
}
