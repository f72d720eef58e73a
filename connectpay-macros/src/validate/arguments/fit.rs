//! Which argument fits which placeholder: the one of its name, or else the one of its
//! name in another spelling, as `account_id` fits `{accountId}`.

use std::collections::HashSet;

use syn::ext::IdentExt as _;
use syn::{Ident, Pat, PatType};

use super::parameter::Parameter;
use crate::argument::MARKERS;
use crate::item::Method;
use crate::path::Template;

/// A placeholder and the arguments that fit it.
pub(super) struct Fit<'a> {
    pub(super) placeholder: &'a str,
    /// More than one where it cannot be told which is meant.
    pub(super) arguments: Vec<String>,
}

/// What fits each placeholder of a path, in their order.
pub(super) fn all<'a>(
    method: &Method,
    parameters: &[Parameter<'_>],
    template: &'a Template,
) -> Vec<Fit<'a>> {
    let all: HashSet<&str> = template.placeholders().collect();
    let named = parameters.iter().filter_map(|parameter| {
        let placeholder = parameter.mark.as_ref()?.location.as_ref()?.placeholder()?;
        Some((placeholder, parameter.name.unraw().to_string()))
    });
    let named: Vec<(&str, String)> = named.collect();
    let candidates: Vec<Candidate> = method
        .arguments()
        .filter_map(Candidate::of)
        .filter(|candidate| !named.iter().any(|(_, name)| *name == candidate.name))
        .collect();
    let fit = |placeholder: &'a str| {
        let named = named.iter().filter(|(other, _)| *other == placeholder);
        let named: Vec<String> = named.map(|(_, name)| name.clone()).take(1).collect();
        let arguments = if !named.is_empty() {
            named
        } else if candidates.iter().any(|it| it.name == placeholder) {
            vec![placeholder.to_owned()]
        } else {
            let respelt = candidates.iter().filter(|it| {
                spelling(&it.name) == spelling(placeholder) && !all.contains(it.name.as_str())
            });
            let (marked, unmarked): (Vec<&Candidate>, Vec<&Candidate>) =
                respelt.partition(|it| it.is_marked);
            let respelt = if unmarked.is_empty() {
                marked
            } else {
                unmarked
            };
            respelt.iter().map(|it| it.name.clone()).collect()
        };
        Fit {
            placeholder,
            arguments,
        }
    };
    template.placeholders().map(fit).collect()
}

/// An argument with a plain name.
struct Candidate {
    name: String,
    is_marked: bool,
}

impl Candidate {
    fn of(argument: &PatType) -> Option<Self> {
        let Pat::Ident(pat) = &*argument.pat else {
            return None;
        };
        let is_marker = |attr| MARKERS.iter().any(|marker| marker.is(attr));
        Some(Self {
            name: pat.ident.unraw().to_string(),
            is_marked: argument.attrs.iter().any(is_marker),
        })
    }
}

/// What the spellings of one name have in common.
pub(super) fn spelling(name: &str) -> String {
    name.replace(['_', '-'], "").to_lowercase()
}

/// The argument that fits a placeholder, as Rust spells it: `account_id` for `{accountId}`.
pub(super) fn argument_name(placeholder: &str) -> String {
    let letters: Vec<char> = placeholder.chars().collect();
    let mut name = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let follows = before.is_some_and(|it| it.is_lowercase() || it.is_numeric());
        // The last capital of several begins the next word: `IBANNumber`.
        let is_last_capital =
            before.is_some_and(|it| it.is_uppercase()) && after.is_some_and(|it| it.is_lowercase());
        if letter.is_uppercase() && (follows || is_last_capital) {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    let name = name.replace('-', "_");
    if syn::parse_str::<Ident>(&name).is_ok() {
        name
    } else {
        format!("r#{name}")
    }
}

/// The placeholder that an argument fills, spelt as another placeholder is: `{accountId}`
/// for `account_id` beside `{userId}`.
pub(super) fn placeholder_name(argument: &str, other: &str) -> String {
    if other.contains('-') {
        return argument.replace('_', "-");
    }
    if other.contains('_') || !other.contains(char::is_uppercase) {
        return argument.to_owned();
    }
    let mut name = String::new();
    let mut begins_word = false;
    for letter in argument.chars() {
        if letter == '_' {
            begins_word = !name.is_empty();
        } else if begins_word {
            name.extend(letter.to_uppercase());
            begins_word = false;
        } else {
            name.push(letter);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{argument_name, placeholder_name, spelling};

    #[test]
    fn a_placeholder_is_named_as_the_path_spells_it_and_fits() {
        for (argument, other, expected) in [
            ("id", "idd", "id"),
            ("account_id", "acount_id", "account_id"),
            ("account_id", "acountId", "accountId"),
            ("account_id", "acount-id", "account-id"),
            ("accountId", "acountId", "accountId"),
        ] {
            let name = placeholder_name(argument, other);
            assert_eq!(name, expected, "{argument} beside {other}");
            assert_eq!(spelling(&name), spelling(argument));
        }
    }

    #[test]
    fn an_argument_is_named_as_rust_spells_it_and_fits() {
        for (placeholder, expected) in [
            ("id", "id"),
            ("accountId", "account_id"),
            ("AccountID", "account_id"),
            ("IBANNumber", "iban_number"),
            ("payment-id", "payment_id"),
            ("line2Id", "line2_id"),
            ("type", "r#type"),
        ] {
            let name = argument_name(placeholder);
            assert_eq!(name, expected, "{placeholder}");
            let unraw = name.trim_start_matches("r#");
            assert_eq!(spelling(unraw), spelling(placeholder), "{placeholder}");
        }
    }
}
