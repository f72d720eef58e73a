//! Values that are one text: what serde writes as a string, a character, a number, `bool`
//! or the name of a variant.

use std::fmt::{self, Display};

use serde::ser::{Impossible, Serialize, Serializer};

use super::secrets::{SECRET, is_secret};

const NO_SCALAR: &str =
    "is no single value; expected a string, an integer, `bool`, or what serializes as one";
const FLOAT: &str = "is a float, whose spelling is not agreed on; expected a string or an integer";
const FAILED: &str = "cannot be written as text: its `Serialize` failed";

/// The text of a value, `None` for `None`, or why it has none.
pub(super) fn text<T: Serialize + ?Sized>(value: &T) -> Result<Option<String>, &'static str> {
    value.serialize(Scalar).map_err(|NoText(reason)| reason)
}

/// Writes a scalar and nothing else.
struct Scalar;

/// Why a value is no scalar. What a `Serialize` says may quote the value, so it is not
/// passed on.
#[derive(Debug)]
struct NoText(&'static str);

type Text = Result<Option<String>, NoText>;
type Compound = Impossible<Option<String>, NoText>;

impl Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NoText {}

impl serde::ser::Error for NoText {
    fn custom<T: Display>(_: T) -> Self {
        Self(FAILED)
    }
}

macro_rules! written {
    ($($function:ident($type:ty))*) => {$(
        fn $function(self, value: $type) -> Text {
            Ok(Some(value.to_string()))
        }
    )*};
}

macro_rules! refused {
    ($($function:ident($($type:ty),*) -> $ok:ty, $reason:expr;)*) => {$(
        fn $function(self, $(_: $type),*) -> Result<$ok, NoText> {
            Err(NoText($reason))
        }
    )*};
}

impl Serializer for Scalar {
    type Ok = Option<String>;
    type Error = NoText;
    type SerializeSeq = Compound;
    type SerializeTuple = Compound;
    type SerializeTupleStruct = Compound;
    type SerializeTupleVariant = Compound;
    type SerializeMap = Compound;
    type SerializeStruct = Compound;
    type SerializeStructVariant = Compound;

    written! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Text {
        Ok(Some(value.to_string()))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Text {
        Ok(Some(variant.to_owned()))
    }

    fn serialize_none(self) -> Text {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Text {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Text {
        if is_secret(name) {
            return Err(NoText(SECRET));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Text {
        Err(NoText(NO_SCALAR))
    }

    refused! {
        serialize_f32(f32) -> Option<String>, FLOAT;
        serialize_f64(f64) -> Option<String>, FLOAT;
        serialize_bytes(&[u8]) -> Option<String>, NO_SCALAR;
        serialize_unit() -> Option<String>, NO_SCALAR;
        serialize_unit_struct(&'static str) -> Option<String>, NO_SCALAR;
        serialize_seq(Option<usize>) -> Compound, NO_SCALAR;
        serialize_tuple(usize) -> Compound, NO_SCALAR;
        serialize_tuple_struct(&'static str, usize) -> Compound, NO_SCALAR;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Compound, NO_SCALAR;
        serialize_map(Option<usize>) -> Compound, NO_SCALAR;
        serialize_struct(&'static str, usize) -> Compound, NO_SCALAR;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Compound, NO_SCALAR;
    }
}
