//! Which types the macro knows by their name, and which may be an alias of any type.

use syn::{PathSegment, Type};

use super::{bare, generic_arguments, last_segment, sole_argument};

/// Types of the standard library that are neither nothing nor a challenge, and how many
/// arguments they have without and with those that have a default.
const KNOWN: [(&str, usize, usize); 12] = [
    ("Vec", 1, 2),
    ("VecDeque", 1, 2),
    ("HashMap", 2, 3),
    ("BTreeMap", 2, 3),
    ("HashSet", 1, 2),
    ("BTreeSet", 1, 2),
    ("String", 0, 0),
    ("bool", 0, 0),
    ("u32", 0, 0),
    ("u64", 0, 0),
    ("i32", 0, 0),
    ("i64", 0, 0),
];

/// Types of the standard library that are whatever they hold.
const HOLDERS: [(&str, usize, usize); 4] =
    [("Option", 1, 1), ("Box", 1, 2), ("Arc", 1, 2), ("Rc", 1, 2)];

/// Whether a type may be an alias of any type, or a macro that may expand to one. A name that
/// every program has for something else is none, where nothing leads to another one.
pub(crate) fn may_be_alias(ty: &Type) -> bool {
    let is_any = last_segment(ty).is_some() || matches!(bare(ty), Type::Macro(_));
    is_any && of_std(ty, &KNOWN).is_none()
}

/// Whether a type may be an alias of any type, or holds one that may be.
pub(crate) fn may_hold_alias(ty: &Type) -> bool {
    match of_std(ty, &HOLDERS).and_then(sole_argument) {
        Some(inner) => may_hold_alias(inner),
        None => may_be_alias(ty),
    }
}

/// The last segment of a type that is one of these by its name, its path and the number of
/// its arguments.
fn of_std<'a>(ty: &'a Type, types: &[(&str, usize, usize)]) -> Option<&'a PathSegment> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let (first, last) = (path.path.segments.first()?, path.path.segments.last()?);
    let is_alone = path.path.segments.len() == 1;
    let roots = ["std", "core", "alloc"];
    let is_of_std = is_alone || roots.iter().any(|root| first.ident == root);
    let arguments = generic_arguments(last).count();
    let is_one = |&(name, least, most): &(&str, usize, usize)| {
        last.ident == name && (least..=most).contains(&arguments)
    };
    (path.qself.is_none() && is_of_std && types.iter().any(is_one)).then_some(last)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_type_of_the_standard_library_is_no_alias() {
        let known: [Type; 6] = [
            parse_quote! { u64 },
            parse_quote! { Vec<Alias> },
            parse_quote! { HashMap<String, Alias, State> },
            parse_quote! { std::string::String },
            parse_quote! { ::std::collections::BTreeMap<A, B> },
            parse_quote! { Option<Box<String>> },
        ];
        for ty in &known {
            assert!(!may_hold_alias(ty));
        }
    }

    #[test]
    fn a_name_of_the_standard_library_may_be_an_alias_by_another_path_or_other_arguments() {
        let unknown: [Type; 8] = [
            parse_quote! { k::u64 },
            parse_quote! { k::HashMap<A, B> },
            parse_quote! { self::std::String },
            parse_quote! { Vec },
            parse_quote! { HashMap<A> },
            parse_quote! { String<A> },
            parse_quote! { <A as B>::String },
            parse_quote! { Same<String> },
        ];
        for ty in &unknown {
            assert!(may_be_alias(ty));
            assert!(may_hold_alias(ty));
        }
    }

    #[test]
    fn what_holds_an_alias_by_its_name_may_be_one_by_another_path() {
        let unknown: [Type; 3] = [
            parse_quote! { Option<Alias> },
            parse_quote! { k::Option<u64> },
            parse_quote! { Option },
        ];
        for ty in &unknown {
            assert!(may_hold_alias(ty));
        }
    }
}
