//! What may be the JSON of a body: everything that serializes, except bytes.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use serde::Serialize;

use super::RawBody;

/// Passes on the argument of a JSON body. The macros write
/// `JsonContent::of(value).__value()`. If the type consists of bytes, even behind an
/// alias, method resolution finds the inherent method below; for all other types it
/// goes on to `SerializedContent`. No trait in the author's scope gives a method of
/// this name to all types.
pub struct JsonContent<'a, T: ?Sized>(SerializedContent<'a, T>);

/// Any type that does not consist of bytes.
pub struct SerializedContent<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> JsonContent<'a, T> {
    /// The content that `value` is.
    #[must_use]
    pub fn of(value: &'a T) -> Self {
        Self(SerializedContent(value))
    }
}

impl<'a, T: Binary + Serialize + ?Sized> JsonContent<'a, T> {
    /// This can never be called, since bytes have no JSON of their own: serde would
    /// write a list of numbers.
    #[must_use]
    pub fn __value(&self) -> &'a T
    where
        T: NotBinary,
    {
        self.0.0
    }
}

impl<'a, T: ?Sized> SerializedContent<'a, T> {
    /// The value that is to be serialized.
    #[must_use]
    pub fn __value(&self) -> &'a T {
        self.0
    }
}

impl<'a, T: ?Sized> Deref for JsonContent<'a, T> {
    type Target = SerializedContent<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Bytes in any container.
pub trait Binary: RawBody {}

impl Binary for Bytes {}
impl Binary for BytesMut {}
impl Binary for Vec<u8> {}
impl Binary for [u8] {}
impl<const N: usize> Binary for [u8; N] {}
impl Binary for Cow<'_, [u8]> {}
impl<T: Binary + ?Sized> Binary for &T {}
impl<T: Binary + ?Sized> Binary for Box<T> {}
impl<T: Binary + ?Sized> Binary for Rc<T> {}
impl<T: Binary + ?Sized> Binary for Arc<T> {}
impl<T: Binary> Binary for Option<T> {}

/// Never implemented. Only bytes have to implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is bytes, which a JSON body cannot carry as they are",
    label = "bytes in a JSON body",
    note = "expected the content type of the bytes, with which they are sent as they are: `#[body(\"application/pdf\")]`",
    note = "JSON that is written already is a `&serde_json::value::RawValue`; a list of numbers is a `Vec<u16>`"
)]
pub trait NotBinary {}
