//! The attributes of an item that the macros read without owning them.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::tokens::find_word;

/// The conditions of an item, which hold for everything that is made from it.
pub(crate) fn cfgs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
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
    known.iter().any(|known| attr.path().is_ident(known))
}

/// What hides an item from the docs, and so everything that is made from it:
/// `#[doc(hidden)]`, or that under a condition.
pub(crate) fn hides(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| {
        let may_hide = attr.path().is_ident("doc") || attr.path().is_ident("cfg_attr");
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
        Meta::NameValue(meta) if meta.path.is_ident("doc") => text(&meta.value),
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
