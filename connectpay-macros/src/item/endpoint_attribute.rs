//! How `#[endpoint]` is recognized before rustc has resolved its name.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::{Attribute, Meta};

use super::cfg_attr::{conditional, gives};
use crate::argument::strings_in;
use crate::errors::nearest;
use crate::model::{HttpMethod, Scheme};
use crate::runtime_path::RuntimePath;
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
pub(crate) fn is_renamed_endpoint(attr: &Attribute) -> bool {
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

/// Whether an attribute was meant to be `#[endpoint]` and has another name, which an import
/// may have given to it. One named for a method may be another crate's, so it counts only where
/// its path leads to ours; what it stands on has to tell of the others.
pub(super) fn is_misnamed_endpoint(attr: &Attribute) -> bool {
    is_renamed_endpoint(attr)
        || is_unknown_of_library(attr)
        || (is_method_with_path(attr) && RuntimePath::leads_to(attr.path()))
        || is_misspelt_endpoint(attr)
        || is_api(attr)
}

/// Whether an attribute is almost named `endpoint` and has a path.
pub(crate) fn is_misspelt_endpoint(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    let is_near = |word: String| nearest(&word, &["endpoint"]).is_some();
    has_path(attr) && last.is_some_and(|last| is_near(last.ident.unraw().to_string()))
}

/// Whether an attribute is named for a method and has a path, as other libraries write an
/// endpoint: `#[get("/users")]`.
pub(crate) fn is_method_with_path(attr: &Attribute) -> bool {
    let mut strings = strings_in(attr);
    method_named(attr).is_some() && strings.any(|text| text.contains('/'))
}

/// The method that an attribute is named for, in any case.
pub(crate) fn method_named(attr: &Attribute) -> Option<HttpMethod> {
    let word = attr.path().segments.last()?.ident.unraw().to_string();
    HttpMethod::from_word(&word.to_uppercase())
}

/// Whether an attribute is `#[api]`, which belongs on the trait.
pub(crate) fn is_api(attr: &Attribute) -> bool {
    RuntimePath::is_api(attr.path())
}

/// Whether the arguments of an attribute include `path = "…"` and `auth = …`. With less,
/// `#[endpoint]` alone is an error of its own; with both, an attribute of another crate
/// would have to be about paths and credentials too.
fn declares(arguments: TokenStream) -> bool {
    let is_scheme = |value: &TokenTree| matches!(value, TokenTree::Ident(word) if Scheme::from_word(&word.to_string()).is_some());
    gives_path(arguments.clone()) && has_key(arguments, "auth", is_scheme)
}

/// Whether an attribute has the path of an endpoint in its arguments.
pub(crate) fn has_path(attr: &Attribute) -> bool {
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
