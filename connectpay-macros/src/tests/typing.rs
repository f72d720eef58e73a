//! Declarations while they are typed. An editor runs the macros at every key, so each
//! beginning of a declaration has to leave the rest of its trait as it was.

mod declaration;
mod outline;
mod prefix;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use syn::parse::Parser as _;

use self::declaration::Declaration;
use self::outline::Outline;
use self::prefix::{attributes_above_the_method, prefixes};

/// What is in each method of a trait that is not expanded.
const NEVER_RUNS: &str = "cannot read this declaration";

/// What the macros make of a trait, and how many errors of theirs are in it. Where there is
/// none, either the trait is whole or no compiler can read it.
fn expand(api: &str, item: &str) -> Option<(TokenStream, usize)> {
    // Text that is no token stream never reaches a macro.
    let (api, item) = (api.parse().unwrap(), item.parse().ok()?);
    let expansion = crate::api::expand(api, &item);
    let text = expansion.to_string();
    // One of them may be in a signature too, where rustc does not repeat it.
    let errors = expansion.clone().into_iter();
    let errors = errors.filter(|token| token.to_string() == "compile_error");
    let errors = errors.count();
    let is_never_reported = errors == 0 && text.contains(NEVER_RUNS);
    assert!(
        !is_never_reported || syn::parse2::<syn::ItemTrait>(item.clone()).is_err(),
        "nobody reports {item}"
    );
    Some((expansion, errors))
}

fn ends_in_half_an_attribute(text: &str) -> bool {
    let attributes = text.parse().ok().filter(|_| text.ends_with(']'));
    attributes.is_some_and(|it| syn::Attribute::parse_outer.parse2(it).is_err())
}

#[test]
fn a_declaration_that_is_typed_costs_one_error_at_most_and_no_other_endpoint() {
    let mut failures = String::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lost = 0;
    for declaration in Declaration::all() {
        let Some(api) = &declaration.api else {
            continue;
        };
        let (_, errors) = expand(api, &declaration.whole()).unwrap();
        if errors > 0 {
            // In a macro of the file's own, fragments stand where the macros see tokens.
            assert!(declaration.whole().contains('$'), "{}", declaration.place);
            continue;
        }
        let others = Outline::of(expand(api, &declaration.with("")).unwrap().0);
        let typed = prefixes(&declaration.text);
        let above = attributes_above_the_method(&declaration.text);
        for text in typed.iter().chain(&above) {
            let Some((expansion, errors)) = expand(api, &declaration.with(text)) else {
                continue;
            };
            *counts.entry(errors).or_default() += 1;
            let outline = Outline::of(expansion);
            let methods: Vec<_> = others.methods.difference(&outline.methods).collect();
            let impls: Vec<_> = others
                .implementors
                .difference(&outline.implementors)
                .collect();
            // An attribute that only rustc can report makes the next endpoint unreadable.
            let unread = usize::from(ends_in_half_an_attribute(text));
            let operations = others
                .operations
                .saturating_sub(outline.operations + unread);
            let is_lost = !methods.is_empty() || !impls.is_empty() || operations > 0;
            lost += usize::from(is_lost);
            if errors > 1 || is_lost {
                writeln!(
                    failures,
                    "{}: {errors} errors, {text:?} loses {methods:?}, {impls:?} and {operations} of the table",
                    declaration.place
                )
                .unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "{failures}\n{counts:?} {lost} lost");
    assert!(counts.values().sum::<usize>() > 10_000, "{counts:?}");
}
