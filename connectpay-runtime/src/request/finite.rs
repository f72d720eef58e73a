//! Finds numbers that are NaN or infinite while a value is serialized.
//!
//! `serde_json` writes NaN and the infinities as `null`, since JSON has no number for
//! them (RFC 8259, 6): an amount that was computed wrongly would silently be left out.
//! Its `Formatter` only learns of the `null` and not of its origin, so the floats have
//! to be checked before: every value goes through [`Checked`], whose functions only
//! pass values on and are inlined.

use std::fmt::Display;

use serde::ser::{self, Serialize, Serializer};

use super::secrets::{SECRET, is_secret};

const NOT_FINITE: &str = "has a number that is NaN or infinite; expected finite numbers alone";

/// A value whose serialization fails if it contains such a number.
///
/// `SECRETS` says whether a one-time password may be in it, as it may in a body.
pub(super) struct Finite<'a, T: ?Sized, const SECRETS: bool>(pub(super) &'a T);

impl<T: Serialize + ?Sized, const SECRETS: bool> Serialize for Finite<'_, T, SECRETS> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Checked::<S, SECRETS>(serializer))
    }
}

/// Why serialization failed, if such a number or a secret was the reason.
pub(super) fn reason(error: &dyn Display) -> Option<&'static str> {
    let error = error.to_string();
    [NOT_FINITE, SECRET]
        .into_iter()
        .find(|reason| error == *reason)
}

/// A serializer, or a part of one, that gets only finite numbers.
pub(super) struct Checked<S, const SECRETS: bool>(pub(super) S);

macro_rules! scalars {
    ($($function:ident($type:ty))*) => {$(
        #[inline]
        fn $function(self, value: $type) -> Result<S::Ok, S::Error> {
            self.0.$function(value)
        }
    )*};
}

macro_rules! floats {
    ($($function:ident($type:ty))*) => {$(
        #[inline]
        fn $function(self, value: $type) -> Result<S::Ok, S::Error> {
            if value.is_finite() {
                self.0.$function(value)
            } else {
                Err(ser::Error::custom(NOT_FINITE))
            }
        }
    )*};
}

macro_rules! compounds {
    ($($function:ident($($argument:ident: $type:ty),*) -> $compound:ident)*) => {$(
        #[inline]
        fn $function(self, $($argument: $type),*) -> Result<Self::$compound, S::Error> {
            self.0.$function($($argument),*).map(Checked)
        }
    )*};
}

impl<S: Serializer, const SECRETS: bool> Serializer for Checked<S, SECRETS> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Checked<S::SerializeSeq, SECRETS>;
    type SerializeTuple = Checked<S::SerializeTuple, SECRETS>;
    type SerializeTupleStruct = Checked<S::SerializeTupleStruct, SECRETS>;
    type SerializeTupleVariant = Checked<S::SerializeTupleVariant, SECRETS>;
    type SerializeMap = Checked<S::SerializeMap, SECRETS>;
    type SerializeStruct = Checked<S::SerializeStruct, SECRETS>;
    type SerializeStructVariant = Checked<S::SerializeStructVariant, SECRETS>;

    scalars! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_unit_struct(&'static str)
    }

    floats! { serialize_f32(f32) serialize_f64(f64) }

    compounds! {
        serialize_seq(length: Option<usize>) -> SerializeSeq
        serialize_tuple(length: usize) -> SerializeTuple
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeTupleVariant
        serialize_map(length: Option<usize>) -> SerializeMap
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeStructVariant
    }

    #[inline]
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Finite::<_, SECRETS>(value))
    }

    #[inline]
    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, index, variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        if !SECRETS && is_secret(name) {
            return Err(ser::Error::custom(SECRET));
        }
        self.0
            .serialize_newtype_struct(name, &Finite::<_, SECRETS>(value))
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0
            .serialize_newtype_variant(name, index, variant, &Finite::<_, SECRETS>(value))
    }

    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// The parts of a compound value: elements without a name, or fields with one.
macro_rules! parts {
    ($($trait:ident: $function:ident($($key:ident: $type:ty)?))*) => {$(
        impl<S: ser::$trait, const SECRETS: bool> ser::$trait for Checked<S, SECRETS> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn $function<T: Serialize + ?Sized>(
                &mut self,
                $($key: $type,)?
                value: &T,
            ) -> Result<(), S::Error> {
                self.0.$function($($key,)? &Finite::<_, SECRETS>(value))
            }

            #[inline]
            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }

            $(
                #[inline]
                fn skip_field(&mut self, $key: $type) -> Result<(), S::Error> {
                    self.0.skip_field($key)
                }
            )?
        }
    )*};
}

parts! {
    SerializeSeq: serialize_element()
    SerializeTuple: serialize_element()
    SerializeTupleStruct: serialize_field()
    SerializeTupleVariant: serialize_field()
    SerializeStruct: serialize_field(key: &'static str)
    SerializeStructVariant: serialize_field(key: &'static str)
}

impl<S: ser::SerializeMap, const SECRETS: bool> ser::SerializeMap for Checked<S, SECRETS> {
    type Ok = S::Ok;
    type Error = S::Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(&Finite::<_, SECRETS>(key))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Finite::<_, SECRETS>(value))
    }

    #[inline]
    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), S::Error> {
        self.0
            .serialize_entry(&Finite::<_, SECRETS>(key), &Finite::<_, SECRETS>(value))
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::value::RawValue;

    use super::*;

    #[derive(serde::Serialize)]
    enum Every<'a> {
        Unit,
        Newtype(f64),
        Tuple(i128, u128),
        Struct { text: &'a str, skipped: Option<u8> },
    }

    #[derive(serde::Serialize)]
    struct All<'a> {
        list: Vec<Every<'a>>,
        map: BTreeMap<u8, (bool, char, f32)>,
        unit: (),
        raw: Box<RawValue>,
        address: std::net::Ipv4Addr,
        #[serde(flatten)]
        more: BTreeMap<&'a str, Option<i8>>,
    }

    #[test]
    fn whatever_is_finite_is_written_as_it_would_be_without_the_check() {
        let all = All {
            list: vec![
                Every::Unit,
                Every::Newtype(0.1),
                Every::Tuple(i128::MIN, u128::MAX),
                Every::Struct {
                    text: "é\n",
                    skipped: None,
                },
            ],
            map: BTreeMap::from([(1, (true, 'ž', f32::MAX))]),
            unit: (),
            raw: RawValue::from_string("{ \"as\":  [it, is] }".replace("it, is", "1")).unwrap(),
            address: [203, 0, 113, 7].into(),
            more: BTreeMap::from([("some", Some(-1)), ("none", None)]),
        };
        assert_eq!(
            serde_json::to_string(&Finite::<_, true>(&all)).unwrap(),
            serde_json::to_string(&all).unwrap()
        );
    }

    #[test]
    fn a_number_that_is_none_is_refused_however_deep_it_is() {
        let deep = |number| vec![(Some(BTreeMap::from([("a", [Every::Newtype(number)])])),)];
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let error = serde_json::to_string(&Finite::<_, true>(&deep(number))).unwrap_err();
            assert_eq!(reason(&error), Some(NOT_FINITE));
        }
        assert!(serde_json::to_string(&Finite::<_, true>(&deep(f64::MAX))).is_ok());
        assert!(serde_json::to_string(&Finite::<_, true>(&[f32::NAN])).is_err());
    }
}
