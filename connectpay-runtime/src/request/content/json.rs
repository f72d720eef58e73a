//! What may be the JSON of a body: all that serializes, but for bytes.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

/// Hands the argument of a JSON body on. The macros write
/// `JsonContent::of(value).__value()`: method resolution finds the inherent method below
/// where the type is made of bytes, also behind an alias, and goes on to
/// [`SerializedContent`] for all other types. The method has a name that no trait in the
/// author's scope gives to all types.
pub struct JsonContent<'a, T: ?Sized>(SerializedContent<'a, T>);

/// What is no bytes.
pub struct SerializedContent<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> JsonContent<'a, T> {
    /// The content that `value` is.
    #[must_use]
    pub fn of(value: &'a T) -> Self {
        Self(SerializedContent(value))
    }
}

impl<'a, T: Binary + ?Sized> JsonContent<'a, T> {
    /// Never callable, since bytes have no JSON of their own: serde would write a list
    /// of numbers.
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

/// Bytes, however they are held.
pub trait Binary {}

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

/// Never implemented: only asked of bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is bytes, which a JSON body cannot carry as they are",
    label = "bytes in a JSON body",
    note = "expected the content type of the bytes, with which they are sent as they are: `#[body(\"application/pdf\")]`",
    note = "JSON that is written already is a `&serde_json::value::RawValue`; a list of numbers is a `Vec<u16>`"
)]
pub trait NotBinary {}
