//! Finds out whether a value is `None` while it is serialized: the type decides, and not
//! how it is spelt, so `None` is found behind an alias, in a box or as a generic
//! parameter too.

use std::cell::Cell;
use std::fmt::Display;

use serde::ser::{Serialize, Serializer};

/// A value that says, once it is serialized, whether it was `None`. `()` and
/// `serde_json::Value::Null` are the JSON `null` as well, but they are values.
pub(super) struct Noted<'a, T: ?Sized> {
    pub(super) value: &'a T,
    pub(super) is_none: &'a Cell<bool>,
}

impl<T: Serialize + ?Sized> Serialize for Noted<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Noting {
            serializer,
            is_none: self.is_none,
        })
    }
}

/// A serializer that hands everything on, and notes a `None` that is no part of a value.
pub(in crate::request) struct Noting<'a, S> {
    serializer: S,
    is_none: &'a Cell<bool>,
}

impl<'a, S> Noting<'a, S> {
    pub(super) fn new(serializer: S, is_none: &'a Cell<bool>) -> Self {
        Self {
            serializer,
            is_none,
        }
    }
}

macro_rules! handed_on {
    ($($function:ident($($argument:ident: $type:ty),*) -> $ok:ident)*) => {$(
        #[inline]
        fn $function(self, $($argument: $type),*) -> Result<S::$ok, S::Error> {
            self.serializer.$function($($argument),*)
        }
    )*};
}

impl<S: Serializer> Serializer for Noting<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.is_none.set(true);
        self.serializer.serialize_none()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let value = Noted {
            value,
            is_none: self.is_none,
        };
        self.serializer.serialize_some(&value)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = Noted {
            value,
            is_none: self.is_none,
        };
        self.serializer.serialize_newtype_struct(name, &value)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer
            .serialize_newtype_variant(name, index, variant, value)
    }

    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.serializer.collect_str(value)
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        self.serializer.is_human_readable()
    }

    handed_on! {
        serialize_bool(value: bool) -> Ok
        serialize_char(value: char) -> Ok
        serialize_str(value: &str) -> Ok
        serialize_bytes(value: &[u8]) -> Ok
        serialize_i8(value: i8) -> Ok
        serialize_i16(value: i16) -> Ok
        serialize_i32(value: i32) -> Ok
        serialize_i64(value: i64) -> Ok
        serialize_i128(value: i128) -> Ok
        serialize_u8(value: u8) -> Ok
        serialize_u16(value: u16) -> Ok
        serialize_u32(value: u32) -> Ok
        serialize_u64(value: u64) -> Ok
        serialize_u128(value: u128) -> Ok
        serialize_f32(value: f32) -> Ok
        serialize_f64(value: f64) -> Ok
        serialize_unit() -> Ok
        serialize_unit_struct(name: &'static str) -> Ok
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Ok
        serialize_seq(length: Option<usize>) -> SerializeSeq
        serialize_tuple(length: usize) -> SerializeTuple
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeTupleVariant
        serialize_map(length: Option<usize>) -> SerializeMap
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeStructVariant
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;
    use serde_json::value::RawValue;

    use super::*;

    #[derive(serde::Serialize)]
    enum Every {
        Unit,
        Newtype(Option<u8>),
        Tuple(u8, f32),
        Struct { a: Option<u8> },
    }

    #[derive(serde::Serialize)]
    struct Newtype<T>(T);

    #[derive(serde::Serialize)]
    struct Unit;

    fn written<T: Serialize + ?Sized>(value: &T) -> (String, bool) {
        let is_none = &Cell::new(false);
        let json = serde_json::to_string(&Noted { value, is_none }).unwrap();
        assert_eq!(json, serde_json::to_string(value).unwrap());
        (json, is_none.get())
    }

    #[test]
    fn none_is_found_in_whatever_is_written_as_what_it_holds() {
        for (_, is_none) in [
            written(&None::<u8>),
            written(&Some(None::<u8>)),
            written(&Box::new(None::<u8>)),
            written(&Newtype(Newtype(None::<u8>))),
        ] {
            assert!(is_none);
        }
    }

    #[test]
    fn all_else_is_a_value_and_is_written_as_it_would_be_alone() {
        let raw = RawValue::from_string("null".to_owned()).unwrap();
        for (json, is_none) in [
            written(&()),
            written(&Unit),
            written(&Value::Null),
            written(&raw),
            written(&Some(())),
            written(&(None::<u8>,)),
            written(&[None::<u8>]),
            written(&Newtype(Some(1))),
            written(&BTreeMap::from([(1, None::<u8>)])),
            written(&Every::Unit),
            written(&Every::Newtype(None)),
            written(&Every::Tuple(1, 0.5)),
            written(&Every::Struct { a: None }),
            written(&(true, 'ž', "é\n", i8::MIN, i64::MIN, i128::MIN, u128::MAX)),
            written(&"text"),
            written(&1.5_f64),
            written(&u128::MAX),
            written(&std::net::Ipv4Addr::LOCALHOST),
        ] {
            assert!(!is_none, "{json}");
        }
    }
}
