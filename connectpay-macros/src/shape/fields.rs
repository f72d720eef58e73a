//! Whether what is in a type has names of its own, as the pairs of a form and a query need.

use syn::{PathSegment, Type};

use super::{bare, behind_references, held, is_serde_bytes, is_unit, last_segment, sole_argument};

/// Whether a type is a map or a list of pairs, whose entries have names of their own.
pub(crate) fn has_entries(ty: &Type) -> bool {
    match bare(ty) {
        Type::Reference(reference) => has_entries(&reference.elem),
        Type::Slice(slice) => is_pair(&slice.elem),
        Type::Array(array) => is_pair(&array.elem),
        ty => last_segment(ty).is_some_and(|last| {
            let inner = sole_argument(last);
            match last.ident.to_string().as_str() {
                "HashMap" | "BTreeMap" | "IndexMap" => true,
                "Option" => inner.is_some_and(has_entries),
                "Vec" => inner.is_some_and(is_pair),
                _ => false,
            }
        }),
    }
}

/// Whether a type has no fields, behind whatever holds it: it is `()`, text, bytes or a
/// number, or a list of these.
pub(crate) fn has_no_fields(ty: &Type) -> bool {
    let held = held(ty);
    is_nameless(held)
        || element(held).is_some_and(|element| {
            let element = behind_references(element);
            !(may_be_pair(element) || is_named(element))
        })
}

/// Whether a type is a list of what a name stands for, behind whatever holds it: that may be
/// an alias of a pair.
pub(crate) fn is_list_of_named(ty: &Type) -> bool {
    let held = held(ty);
    // The runtime knows the types of `std` alone.
    let is_known = last_segment(held).is_none_or(|last| last.ident != "IndexSet");
    is_known && element(held).is_some_and(|element| is_named(behind_references(element)))
}

/// Whether a type is `()`, text, bytes or a number.
fn is_nameless(ty: &Type) -> bool {
    const SCALARS: &[&str] = &[
        "String", "Bytes", "BytesMut", "bool", "char", "str", "f32", "f64", "i8", "i16", "i32",
        "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    ];
    is_unit(ty)
        || is_serde_bytes(ty)
        || last_segment(ty).is_some_and(|last| {
            last.arguments.is_none() && SCALARS.iter().any(|scalar| last.ident == scalar)
        })
}

fn is_named(ty: &Type) -> bool {
    last_segment(ty).is_some() && !is_nameless(ty)
}

/// The element of a type that is a list.
fn element(ty: &Type) -> Option<&Type> {
    const LISTS: [&str; 5] = ["Vec", "VecDeque", "HashSet", "BTreeSet", "IndexSet"];
    let is_list = |last: &&PathSegment| LISTS.iter().any(|list| last.ident == list);
    match bare(ty) {
        Type::Slice(slice) => Some(&slice.elem),
        Type::Array(array) => Some(&array.elem),
        ty => last_segment(ty).filter(is_list).and_then(sole_argument),
    }
}

/// Whether a type may be a pair by its form. An array of two is one for serde.
fn may_be_pair(ty: &Type) -> bool {
    is_pair(ty) || matches!(ty, Type::Array(_) | Type::Macro(_))
}

fn is_pair(ty: &Type) -> bool {
    matches!(bare(ty), Type::Tuple(tuple) if tuple.elems.len() == 2)
}
