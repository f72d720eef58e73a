//! Nothing is given twice: no argument's name, no content, no query parameter and no
//! header.

use std::collections::{HashMap, HashSet};

use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Pat};

use crate::argument::{Argument, CONTENT};
use crate::errors::Errors;
use crate::header;
use crate::item::Method;
use crate::model::DefaultHeader;

/// Reports a second argument of one name. rustc does not if the two names come from
/// different macros: it then tells them apart, and a path cannot.
pub(super) fn check_names(method: &Method, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for argument in method.arguments() {
        if let Pat::Ident(pat) = &*argument.pat {
            let name = pat.ident.unraw().to_string();
            if !seen.insert(name.clone()) {
                errors.at(
                    &pat.ident,
                    format!("there is an argument `{name}` already; expected each name once"),
                );
            }
        }
    }
}

/// Reports a second argument for what a request can have only once, at its marker.
pub(super) fn check_locations<'a>(
    arguments: impl Iterator<Item = (&'a Argument, Option<&'a Attribute>)>,
    errors: &mut Errors,
) {
    let mut seen: HashMap<String, (String, &Ident)> = HashMap::new();
    for (argument, marker) in arguments {
        let location = &argument.location;
        let (Some(what), Some(identity)) = (location.unique(), location.identity()) else {
            continue;
        };
        match (seen.get(&identity), marker) {
            (Some((other, first)), Some(marker)) => {
                let is = if *other == what {
                    String::new()
                } else {
                    format!(" is {other} to servers that read `_` as `-`, and")
                };
                let expected = if what == CONTENT {
                    "one argument that has all of it, such as a struct"
                } else {
                    "it once"
                };
                errors.at(
                    marker,
                    format!("{what}{is} is given by `{first}` already; expected {expected}"),
                );
            }
            // Two arguments of one name, which was reported.
            (Some(_), None) => {}
            (None, _) => {
                seen.insert(identity, (what, &argument.name));
            }
        }
    }
}

/// Reports an argument for a header that the trait sends with all its endpoints. A call
/// that is to send another value has `Call::header`.
pub(super) fn check_defaults<'a>(
    arguments: impl Iterator<Item = (&'a Argument, Option<&'a Attribute>)>,
    headers: &[DefaultHeader],
    errors: &mut Errors,
) {
    for (argument, marker) in arguments {
        let Some(name) = argument.location.header() else {
            continue;
        };
        let spelled = header::with_hyphens(name);
        let mut same = headers
            .iter()
            .filter(|other| header::with_hyphens(&other.name) == spelled);
        if let Some(DefaultHeader { name: given, .. }) = same.next() {
            let respelt = if given == name {
                String::new()
            } else {
                format!(" as `{given}`")
            };
            errors.at(marker, format!("all endpoints of the trait send the header `{name}`{respelt} already; expected it once, and `.header(…)` on a call that is to send another value"));
        }
    }
}
