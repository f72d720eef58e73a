//! What only the use of a generic declaration shows: no bound of a type parameter says what
//! the type is not. Nothing but a refusal ever rests on the name of a type.

use std::any::type_name;

use bytes::{Bytes, BytesMut};
use serde::de::IgnoredAny;

use super::Request;

const HOLDERS: [&str; 5] = [
    "alloc::borrow::Cow<",
    "core::option::Option<",
    "alloc::boxed::Box<",
    "alloc::rc::Rc<",
    "alloc::sync::Arc<",
];

const NO_METHOD: &str = "the endpoint has neither a body nor an answer, and names no `method`; nothing tells what it does, and a GET would be sent again after a failure, so nothing was sent; expected one such as `method = POST`";

const BYTES: &str = "is bytes, of which JSON would make a list of numbers; expected them in an endpoint that says their content type, as in `#[body(\"application/pdf\")]`";

const ANSWER_OF_BYTES: &str = "the answer is bytes of the crate `serde_bytes`, which are read from a JSON list of numbers and not from the body as it is, so nothing was sent; expected `bytes::Bytes`, which is the body as it is";

impl Request {
    /// Refuses bytes as JSON. The macros ask it where a type parameter may hide them from the
    /// compiler, and of a type that has the name of one of the crate `serde_bytes`.
    pub fn json_of<T: ?Sized>(&mut self, argument: &str, _: &T) {
        if is_bytes(type_name::<T>()) {
            self.refuse(argument, BYTES);
        }
    }

    /// Refuses an answer of bytes that would be read from JSON, if it is of the crate
    /// `serde_bytes`.
    pub fn answered_from_json<T>(&mut self) {
        if is_of_serde_bytes(held(type_name::<T>())) {
            self.problem(ANSWER_OF_BYTES.to_owned());
        }
    }

    /// Refuses a request that nothing but its answer makes a GET, if that tells nothing. The
    /// macros ask it where a type parameter may hide the answer from the compiler.
    pub fn answered_with<T>(&mut self) {
        if tells_nothing::<T>() {
            self.problem(NO_METHOD.to_owned());
        }
    }
}

/// Whether an answer of this type tells nothing.
fn tells_nothing<T>() -> bool {
    let name = held(type_name::<T>());
    let is_phantom = name.starts_with("core::marker::PhantomData<");
    name == "()" || name == type_name::<IgnoredAny>() || is_phantom
}

/// Whether a name is that of bytes, in whatever holds them.
fn is_bytes(name: &str) -> bool {
    let name = held(name);
    let known = [
        type_name::<[u8]>(),
        type_name::<Vec<u8>>(),
        type_name::<Bytes>(),
        type_name::<BytesMut>(),
    ];
    known.contains(&name) || name.starts_with("[u8; ") || is_of_serde_bytes(name)
}

fn is_of_serde_bytes(name: &str) -> bool {
    name.starts_with("serde_bytes::")
}

/// The name of the type in whatever holds it.
fn held(name: &str) -> &str {
    if let Some(referred) = name.strip_prefix('&') {
        return held(referred.strip_prefix("mut ").unwrap_or(referred));
    }
    let within = HOLDERS.iter().find_map(|holder| name.strip_prefix(holder));
    within.map_or(name, |name| {
        // Some versions of rustc write the lifetime of a `Cow`.
        let name = name.trim_start_matches("'_, ");
        held(name.strip_suffix('>').unwrap_or(name))
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::marker::PhantomData;
    use std::rc::Rc;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_tells_nothing_is_known_in_whatever_holds_it() {
        assert!(tells_nothing::<()>());
        assert!(tells_nothing::<IgnoredAny>());
        assert!(tells_nothing::<Option<Box<()>>>());
        assert!(tells_nothing::<Box<Option<IgnoredAny>>>());
        assert!(tells_nothing::<Arc<Rc<()>>>());
        assert!(tells_nothing::<Cow<'_, ()>>());
        assert!(tells_nothing::<Box<PhantomData<u8>>>());
    }

    #[test]
    fn bytes_are_known_in_whatever_holds_them() {
        assert!(is_bytes(type_name::<Vec<u8>>()));
        assert!(is_bytes(type_name::<&[u8]>()));
        assert!(is_bytes(type_name::<&Vec<u8>>()));
        assert!(is_bytes(type_name::<&mut Vec<u8>>()));
        assert!(is_bytes(type_name::<Option<&Box<Vec<u8>>>>()));
        assert!(is_bytes(type_name::<[u8; 4]>()));
        assert!(is_bytes(type_name::<Cow<'_, [u8]>>()));
        assert!(is_bytes(type_name::<Option<Bytes>>()));
        assert!(is_bytes(type_name::<&Box<BytesMut>>()));
        assert!(is_bytes("serde_bytes::bytebuf::ByteBuf"));
        assert!(is_bytes(
            "alloc::boxed::Box<serde_bytes::bytearray::ByteArray<4>>"
        ));
    }

    #[test]
    fn what_only_has_bytes_in_it_is_not_bytes() {
        assert!(!is_bytes(type_name::<Vec<u16>>()));
        assert!(!is_bytes(type_name::<Vec<Vec<u8>>>()));
        assert!(!is_bytes(type_name::<[[u8; 2]; 2]>()));
        assert!(!is_bytes(type_name::<(u8, u8)>()));
        assert!(!is_bytes(type_name::<u8>()));
        assert!(!is_bytes(type_name::<&str>()));
        assert!(!is_bytes("app::ByteBuf"));
    }

    #[test]
    fn a_list_of_nothings_tells_how_many_there_are() {
        assert!(!tells_nothing::<Vec<()>>());
        assert!(!tells_nothing::<Option<Vec<()>>>());
        assert!(!tells_nothing::<((),)>());
        assert!(!tells_nothing::<String>());
        assert!(!tells_nothing::<Option<bool>>());
    }
}
