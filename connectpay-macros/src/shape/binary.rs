//! Bytes, which JSON has no form for but a list of numbers.

use syn::Type;

use super::{bare, held, last_segment, sole_argument};

/// Whether a type of bytes is read from a JSON list of numbers, behind whatever holds it.
pub(crate) fn is_read_from_numbers(ty: &Type) -> bool {
    let held = held(ty);
    is_list_of_bytes(held) || is_serde_bytes(held)
}

/// Whether a type is `Vec<u8>`, `[u8]` or an array of `u8`.
fn is_list_of_bytes(ty: &Type) -> bool {
    let is_byte = |ty: &Type| last_segment(ty).is_some_and(|last| last.ident == "u8");
    match bare(ty) {
        Type::Slice(slice) => is_byte(&slice.elem),
        Type::Array(array) => is_byte(&array.elem),
        ty => last_segment(ty)
            .is_some_and(|last| last.ident == "Vec" && sole_argument(last).is_some_and(is_byte)),
    }
}

/// Whether a type is one of the crate `serde_bytes`, which JSON writes as a list of numbers.
pub(crate) fn is_serde_bytes(ty: &Type) -> bool {
    let Type::Path(path) = held(ty) else {
        return false;
    };
    let mut segments = path.path.segments.iter();
    segments.any(|segment| segment.ident == "serde_bytes")
}

/// Whether a type may be one of the crate `serde_bytes` by its last name, which a type of the
/// author's may have too. The runtime, which does without that crate, knows it by the name
/// that rustc gives to it.
pub(crate) fn may_be_serde_bytes(ty: &Type) -> bool {
    let names = ["ByteBuf", "ByteArray", "Bytes"];
    last_segment(held(ty)).is_some_and(|last| names.iter().any(|name| last.ident == name))
}
