//! `#[cfg_attr(…)]`, which a macro sees before rustc has decided its condition.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use crate::tokens::{source_text, split_at_commas, ungrouped};
use crate::word;

/// Whether an attribute gives one of this name, by whatever path.
pub(crate) fn gives(attr: &Attribute, name: &str) -> bool {
    conditional(attr).iter().any(|attr| {
        let mut tokens = attr.iter();
        tokens.any(|token| matches!(token, TokenTree::Ident(ident) if word::is(ident, name)))
    })
}

/// The attributes that a `#[cfg_attr(…)]` gives, and those of one inside of it.
pub(super) fn conditional(attr: &Attribute) -> Vec<Vec<TokenTree>> {
    match &attr.meta {
        Meta::List(list) if word::is_alone(&list.path, "cfg_attr") => {
            flatten(ungrouped(list.tokens.clone()))
        }
        _ => Vec::new(),
    }
}

/// The condition under which a `#[cfg_attr(…)]` keeps its item, as a `#[cfg(…)]` would say it,
/// if it gives one.
pub(crate) fn conditional_cfg(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::List(list) if word::is_alone(&list.path, "cfg_attr") => {
            find_cfg(ungrouped(list.tokens.clone()), &[])
        }
        _ => None,
    }
}

/// The first `cfg` that is given under these conditions and those of the arguments.
fn find_cfg(arguments: TokenStream, outer: &[String]) -> Option<String> {
    let mut arguments = split_at_commas(arguments).into_iter();
    let condition: TokenStream = arguments.next()?.into_iter().collect();
    let conditions = [outer, &[source_text(&condition)]].concat();
    arguments.find_map(|attr| match attr.as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(inside)] if word::is(name, "cfg_attr") => {
            find_cfg(inside.stream(), &conditions)
        }
        [TokenTree::Ident(name), TokenTree::Group(inside)] if word::is(name, "cfg") => {
            let kept = source_text(&inside.stream());
            Some(match conditions.as_slice() {
                [condition] => format!("any(not({condition}), {kept})"),
                all => format!("any(not(all({})), {kept})", all.join(", ")),
            })
        }
        _ => None,
    })
}

fn flatten(arguments: TokenStream) -> Vec<Vec<TokenTree>> {
    // The first argument is the condition.
    let attrs = split_at_commas(arguments).into_iter().skip(1);
    attrs
        .flat_map(|attr| match attr.as_slice() {
            [TokenTree::Ident(name), TokenTree::Group(inside)] if word::is(name, "cfg_attr") => {
                flatten(inside.stream())
            }
            _ => vec![attr],
        })
        .collect()
}
