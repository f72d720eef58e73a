//! An argument as it was written: a plain name, its attributes, and its type.

use quote::ToTokens as _;
use syn::{Attribute, Ident, Pat, PatType, Type};

use super::foreign_marker;
use crate::argument::{Location, MARKERS};
use crate::errors::Errors;
use crate::item::{Method, gives};
use crate::tokens::source_text;
use crate::word;

/// The attributes that an argument may have beside a marker: lints.
const LINTS: &[&str] = &["allow", "expect", "warn", "deny", "forbid"];

pub(super) struct Parameter<'a> {
    pub(super) name: &'a Ident,
    pub(super) ty: &'a Type,
    pub(super) lints: Vec<Attribute>,
    pub(super) mark: Option<Mark<'a>>,
}

/// The marker of an argument.
pub(super) struct Mark<'a> {
    pub(super) attr: &'a Attribute,
    /// What the marker says, unless that was reported.
    pub(super) location: Option<Box<dyn Location>>,
}

impl Mark<'_> {
    /// Whether it is a `#[path("…")]` that was read.
    pub(super) fn names_placeholder(&self) -> bool {
        let location = self.location.as_ref();
        location.is_some_and(|location| location.placeholder().is_some())
    }

    fn is_known(&self) -> bool {
        MARKERS.iter().any(|marker| marker.is(self.attr))
    }

    /// Whether it may have named a placeholder: a `#[path(…)]` that could not be read, or
    /// a word that is no marker.
    pub(super) fn lost_placeholder(&self) -> bool {
        let known = MARKERS.iter().find(|marker| marker.is(self.attr));
        self.location.is_none() && known.is_none_or(|marker| marker.word == "path")
    }
}

impl<'a> Parameter<'a> {
    pub(super) fn read(argument: &'a PatType, errors: &mut Errors) -> Option<Self> {
        let name = name(argument, errors);
        let mut lints = Vec::new();
        let mut mark: Option<Mark<'a>> = None;
        for attr in &argument.attrs {
            let word = source_text(attr.path()).replace("r#", "");
            if LINTS.contains(&word.as_str()) {
                lints.push(attr.clone());
            } else if matches!(word.as_str(), "cfg" | "cfg_attr") {
                errors.at(attr, format!("`#[{word}]` on an argument; expected it on the method, with one method for each case"));
                // The marker that the argument may have is in it.
                if MARKERS.iter().any(|marker| gives(attr, marker.word)) {
                    let location = None;
                    mark = mark.or(Some(Mark { attr, location }));
                }
            } else if word == "doc" {
                errors.at(
                    attr,
                    "a doc comment on an argument; expected it on the method",
                );
            } else {
                mark = read_marker(attr, &word, &argument.attrs, name, mark, errors);
            }
        }
        Some(Self {
            name: name?,
            ty: &argument.ty,
            lints,
            mark,
        })
    }
}

/// Whether an argument has an attribute that was perhaps meant to make it content, and that
/// is reported.
pub(in crate::validate) fn may_have_unknown_content(method: &Method) -> bool {
    let attrs = method.arguments().flat_map(|argument| &argument.attrs);
    let is_known = |attr: &Attribute| {
        let is_marker = MARKERS.iter().any(|marker| marker.is(attr));
        is_marker || LINTS.iter().any(|lint| word::is_alone(attr.path(), lint))
    };
    attrs.into_iter().any(|attr| !is_known(attr))
}

/// The marker of an argument, given the one that it had before this attribute.
fn read_marker<'a>(
    attr: &'a Attribute,
    word: &str,
    all: &[Attribute],
    name: Option<&Ident>,
    earlier: Option<Mark<'a>>,
    errors: &mut Errors,
) -> Option<Mark<'a>> {
    let Some(marker) = MARKERS.iter().find(|marker| marker.is(attr)) else {
        errors.at(attr, foreign_marker::refusal(attr, word, all));
        return earlier.or(Some(Mark {
            attr,
            location: None,
        }));
    };
    // An attribute that is no marker was reported, and this one says what is meant.
    let earlier = earlier.filter(Mark::is_known);
    if let Some(first) = &earlier {
        let first = first.attr.path().to_token_stream();
        errors.at(
            attr,
            format!("the argument is marked `#[{first}]` already; expected one marker"),
        );
        return earlier;
    }
    let location = (marker.read)(attr, name, errors);
    Some(Mark { attr, location })
}

fn name<'a>(argument: &'a PatType, errors: &mut Errors) -> Option<&'a Ident> {
    if let Pat::Ident(pat) = &*argument.pat {
        if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() {
            return Some(&pat.ident);
        }
    }
    let found = source_text(&argument.pat);
    let message = match &*argument.pat {
        Pat::Wild(_) => {
            "the argument has no name, by which it is found in the path or sent; expected one"
                .to_owned()
        }
        pattern => {
            let expected = sole_name(pattern)
                .map_or_else(|| "a plain name".to_owned(), |name| format!("`{name}`"));
            format!("the argument is the pattern `{found}`; expected {expected}")
        }
    };
    errors.at(&argument.pat, message);
    None
}

/// The name in `mut name`, `ref name` or `&name`.
fn sole_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(pattern) if pattern.subpat.is_none() => Some(&pattern.ident),
        Pat::Reference(pattern) => sole_name(&pattern.pat),
        Pat::Paren(pattern) => sole_name(&pattern.pat),
        _ => None,
    }
}
