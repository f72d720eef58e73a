//! The attributes of an item that the macros read without owning them.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::tokens::find_word;
use crate::word;

/// The conditions of an item, which hold for everything that is made from it.
pub(crate) fn cfgs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs
        .iter()
        .filter(|attr| word::is_alone(attr.path(), "cfg"))
}

/// Whether an attribute is the compiler's, and so makes no other item of what it is on.
pub(crate) fn is_built_in(attr: &Attribute) -> bool {
    let known = [
        "allow",
        "cfg",
        "cold",
        "deny",
        "deprecated",
        "doc",
        "expect",
        "forbid",
        "inline",
        "must_use",
        "warn",
    ];
    known.iter().any(|known| word::is_alone(attr.path(), known))
}

/// What hides an item from the docs, and so everything that is made from it:
/// `#[doc(hidden)]`, or that under a condition.
pub(crate) fn hides(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| {
        let path = attr.path();
        let may_hide = word::is_alone(path, "doc") || word::is_alone(path, "cfg_attr");
        match &attr.meta {
            Meta::List(list) => may_hide && find_word(list.tokens.clone(), "hidden").is_some(),
            _ => false,
        }
    })
}

/// What the doc comments say, one line each.
pub(crate) fn docs(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs.iter().filter_map(doc_line).collect();
    let text: Vec<&str> = lines
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    text.join("\n").trim().to_owned()
}

fn doc_line(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if word::is_alone(&meta.path, "doc") => text(&meta.value),
        _ => None,
    }
}

/// The string of a literal, also where it is an expression of `macro_rules`.
fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Group(group) => text(&group.expr),
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}
