//! Nothing that the macros are given makes them panic, and what they accept
//! keeps the rule that matters: credentials and path agree.

use proc_macro2::TokenStream;
use proptest::prelude::*;
use proptest::sample::select;

use super::declarations::{api_trait, args, method};

/// Text that is no token stream never reaches a macro.
fn tokens(text: &str) -> Option<TokenStream> {
    text.parse().ok()
}

/// What was accepted has the segment of its scheme and not the other's.
fn check_accepted(expansion: &TokenStream) -> Result<(), TestCaseError> {
    let text = expansion.to_string();
    if text.contains("compile_error") {
        return Ok(());
    }
    for (marker, needed, forbidden) in [
        ("AuthScheme :: Partner", "partner", "client"),
        ("AuthScheme :: User", "client", "partner"),
    ] {
        for (before, after) in text.match_indices(marker).map(|(at, _)| text.split_at(at)) {
            let path = before.rsplit('"').nth(1).unwrap_or_default();
            // One slash may end a path.
            let segments = path.strip_suffix('/').unwrap_or(path).split('/');
            let segments: Vec<&str> = segments.collect();
            let first = segments
                .iter()
                .find(|segment| [needed, forbidden].contains(segment));
            prop_assert_eq!(first, Some(&needed), "{} accepted for {}", path, marker);
            let is_decided = after[marker.len()..].starts_with(" ) . decided_by")
                || after[marker.len()..].starts_with(") . decided_by");
            prop_assert!(
                is_decided || !segments.contains(&forbidden),
                "{path} accepted for {marker}"
            );
            prop_assert!(
                !segments[1..]
                    .iter()
                    .any(|segment| matches!(*segment, "" | "." | "..")),
                "{path}"
            );
        }
    }
    Ok(())
}

/// A trait that is not expanded is reported, unless no compiler can read it.
fn check_reported(item: &TokenStream, expansion: &TokenStream) -> Result<(), TestCaseError> {
    let text = expansion.to_string();
    let is_expanded = !text.contains("cannot read this declaration");
    let is_readable = syn::parse2::<syn::ItemTrait>(item.clone()).is_ok();
    prop_assert!(
        is_expanded || text.contains("compile_error") || !is_readable,
        "nobody reports {item}"
    );
    Ok(())
}

/// What a developer has time for, unless `PROPTEST_CASES` tells otherwise. CI tries ten
/// times as many.
fn cases() -> u32 {
    let told = std::env::var("PROPTEST_CASES").ok();
    told.map_or(5_000, |told| told.parse().expect("a number of cases"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_endpoint_of_any_form_gives_tokens(args in args(), method in method()) {
        if let (Some(args), Some(method)) = (tokens(&args), tokens(&method)) {
            check_accepted(&crate::endpoint::expand(args, &method))?;
        }
    }

    #[test]
    fn a_trait_of_any_form_gives_tokens(args in args(), item in api_trait()) {
        if let (Some(args), Some(item)) = (tokens(&args), tokens(&item)) {
            let expansion = crate::api::expand(args, &item);
            check_accepted(&expansion)?;
            check_reported(&item, &expansion)?;
        }
    }

    #[test]
    fn arbitrary_tokens_give_tokens(args in "[a-z=,()\"/{}#:!&<>' ]{0,40}", item in "[a-zA-Z=,()\"/{}#:;!&<>\\[\\]' ]{0,80}") {
        if let (Some(args), Some(item)) = (tokens(&args), tokens(&item)) {
            crate::endpoint::expand(args.clone(), &item);
            crate::api::expand(args, &item);
        }
    }

    #[test]
    fn a_valid_declaration_is_accepted_whatever_its_names(
        scheme in select(vec![("partner", "partner"), ("user", "client")]),
        names in proptest::collection::hash_set("[a-z][a-z0-9_]{0,8}", 1..4),
    ) {
        let names: Vec<String> = names.into_iter().filter(|name| syn::parse_str::<syn::Ident>(name).is_ok() && !matches!(name.as_str(), "partner" | "client")).collect();
        let path = names.iter().map(|name| format!("/{{{name}}}")).collect::<Vec<_>>().concat();
        let arguments = names.iter().rev().map(|name| format!(", {name}: &str")).collect::<Vec<_>>().concat();
        let args = format!("path = \"/x/{}{path}\", auth = {}", scheme.1, scheme.0).parse().unwrap();
        let method = format!("async fn m(&self{arguments}) -> Result<u8>;").parse().unwrap();
        let expansion = crate::endpoint::expand(args, &method);
        prop_assert!(!expansion.to_string().contains("compile_error"), "{}", expansion);
        prop_assert!(syn::parse2::<syn::TraitItemFn>(expansion).is_ok());
    }
}
