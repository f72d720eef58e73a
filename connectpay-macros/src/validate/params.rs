//! The arguments: each is in the path or says what it is.

mod marker;

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Pat, PatType, Type};

use self::marker::{MARKERS, location};
use super::placeholder_names;
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::model::{Argument, HttpMethod, Location};
use crate::path::Template;
use crate::shape::{behind_references, is_option};
use crate::tokens::source_text;

/// Attributes that a parameter may have beside a marker: lints.
const LINTS: &[&str] = &["allow", "expect", "warn", "deny", "forbid"];

/// An argument as it was written, with what its marker says.
struct Parameter<'a> {
    name: &'a Ident,
    ty: &'a Type,
    lints: Vec<Attribute>,
    marker: Option<(&'a Attribute, Option<Location>)>,
}

pub(super) fn check(
    method: &Method,
    template: Option<&Template>,
    errors: &mut Errors,
) -> Vec<Argument> {
    let parameters: Vec<Parameter<'_>> = method
        .arguments()
        .filter_map(|typed| Parameter::read(typed, errors))
        .collect();
    let placeholders = placeholder_names(template);
    let template_is_known = template.is_some_and(|template| !template.is_broken);
    let mut unfilled: Vec<&str> = template
        .into_iter()
        .flat_map(Template::placeholders)
        .filter(|placeholder| !method.arguments().any(|typed| is_named(typed, placeholder)))
        .collect();
    // A pattern without a name may be what was to fill a placeholder.
    let is_nameless =
        |typed: &PatType| typed.attrs.is_empty() && !matches!(*typed.pat, Pat::Ident(_));
    if method.arguments().any(is_nameless) {
        unfilled.clear();
    }
    let mut arguments = Vec::new();
    for parameter in parameters {
        let name = parameter.name.unraw().to_string();
        let in_path = placeholders.contains(name.as_str());
        let location = match parameter.marker {
            Some((attr, _)) if in_path => {
                errors.at(attr, format!("`{name}` is in the path as `{{{name}}}` and marked too; expected one of the two"));
                None
            }
            Some((_, location)) => location,
            None if in_path => {
                if is_option(behind_references(parameter.ty)) {
                    errors.at(parameter.ty, format!("the path argument `{name}` is an `Option`, but a path has no segment to leave out; expected a value, or two endpoints"));
                }
                Some(Location::Path)
            }
            None => {
                if let Some(at) = unfilled.iter().position(|wanted| is_near(&name, wanted)) {
                    let wanted = unfilled.remove(at);
                    errors.at(parameter.name, format!("`{name}` is not in the path; did you mean `{wanted}`, which fills `{{{wanted}}}`?"));
                } else if template_is_known {
                    errors.at(parameter.name, format!("`{name}` is neither in the path nor marked; expected `{{{name}}}` in the path or one of `#[body]`, `#[form]`, `#[query]`, `#[header(\"…\")]`"));
                }
                None
            }
        };
        if let Some(location) = location {
            arguments.push(Argument {
                attrs: parameter.lints,
                name: parameter.name.clone(),
                ty: parameter.ty.clone(),
                location,
            });
        }
    }
    if let Some(template) = template {
        for name in unfilled {
            errors.at(
                &template.literal,
                format!(
                    "the placeholder `{{{name}}}` has no argument; expected one named `{name}`"
                ),
            );
        }
    }
    check_names(method, errors);
    check_repeated(&arguments, method, errors);
    arguments
}

/// Reports the bodies of a request that has none.
pub(super) fn refuse_bodies(method: &Method, http: HttpMethod, errors: &mut Errors) {
    for attr in bodies(method) {
        errors.at(
            attr,
            format!(
                "a {} has no body; expected another `method`, or `#[query]`",
                http.word()
            ),
        );
    }
}

/// The markers of bodies, those of arguments with a mistake too.
pub(super) fn bodies(method: &Method) -> impl Iterator<Item = &Attribute> {
    let attrs = method.arguments().flat_map(|typed| &typed.attrs);
    attrs.filter(|attr| attr.path().is_ident("body") || attr.path().is_ident("form"))
}

fn is_named(typed: &PatType, name: &str) -> bool {
    matches!(&*typed.pat, Pat::Ident(ident) if ident.ident.unraw() == name)
}

fn is_near(found: &str, wanted: &str) -> bool {
    let flat = |name: &str| name.replace('_', "").to_lowercase();
    strsim::damerau_levenshtein(&flat(found), &flat(wanted)) <= wanted.len() / 4
}

impl<'a> Parameter<'a> {
    fn read(typed: &'a PatType, errors: &mut Errors) -> Option<Self> {
        let mut lints = Vec::new();
        let mut marker: Option<(&Attribute, Option<Location>)> = None;
        let name = name(typed, errors);
        for attr in &typed.attrs {
            let word = attr.path().to_token_stream().to_string().replace(' ', "");
            if LINTS.contains(&word.as_str()) {
                lints.push(attr.clone());
            } else if matches!(word.as_str(), "cfg" | "cfg_attr") {
                errors.at(attr, format!("`#[{word}]` on an argument; expected it on the method, with one method for each case"));
            } else if word == "doc" {
                errors.at(
                    attr,
                    "a doc comment on an argument; expected it on the method",
                );
            } else if !MARKERS.contains(&word.as_str()) {
                let hint = did_you_mean(&word, MARKERS);
                errors.at(
                    attr,
                    format!(
                        "unknown marker `#[{word}]`; expected {}{hint}",
                        one_of(MARKERS)
                    ),
                );
                marker = marker.or(Some((attr, None)));
            } else if let Some((first, _)) = &marker {
                let first = first.path().to_token_stream();
                errors.at(
                    attr,
                    format!("the argument is marked `#[{first}]` already; expected one marker"),
                );
            } else {
                let key = name
                    .map(|name| name.unraw().to_string())
                    .unwrap_or_default();
                marker = Some((attr, location(attr, &word, key, errors)));
            }
        }
        Some(Self {
            name: name?,
            ty: &typed.ty,
            lints,
            marker,
        })
    }
}

fn name<'a>(typed: &'a PatType, errors: &mut Errors) -> Option<&'a Ident> {
    if let Pat::Ident(pat) = &*typed.pat {
        if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() {
            return Some(&pat.ident);
        }
    }
    let found = source_text(&typed.pat);
    errors.at(
        &typed.pat,
        format!("the argument is the pattern `{found}`; expected a plain name"),
    );
    None
}

/// Reports a second argument of one name. rustc does too, unless the two come from
/// different macros: then they are two names for it, and one for the path.
fn check_names(method: &Method, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for typed in method.arguments() {
        if let Pat::Ident(pat) = &*typed.pat {
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

/// Reports a second body, and a query key or header that is there twice.
fn check_repeated(arguments: &[Argument], method: &Method, errors: &mut Errors) {
    let mut seen: HashMap<String, &Ident> = HashMap::new();
    for argument in arguments {
        let (place, what) = match &argument.location {
            Location::Body | Location::Form => ("body".to_owned(), "a body".to_owned()),
            Location::Query { key } => (
                format!("query {key}"),
                format!("the query parameter `{key}`"),
            ),
            Location::Header { name } => (format!("header {name}"), format!("the header `{name}`")),
            Location::Path | Location::QueryFlatten => continue,
        };
        if let Some(first) = seen.get(&place) {
            let marker = method
                .arguments()
                .find(|typed| matches!(&*typed.pat, Pat::Ident(pat) if pat.ident == argument.name))
                .and_then(|typed| {
                    typed
                        .attrs
                        .iter()
                        .find(|attr| MARKERS.iter().any(|word| attr.path().is_ident(word)))
                });
            errors.at(
                marker,
                format!("{what} is given by `{first}` already; expected it once"),
            );
        } else {
            seen.insert(place, &argument.name);
        }
    }
}
