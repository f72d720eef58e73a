//! Bytes as an answer are the body as it is, and not what serde makes of JSON.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

use super::decoder::Decoder;
use super::{Answered, Content, Decode, never};
use crate::error::Result;

impl Decoder<Bytes> {
    /// The body as it came.
    #[must_use]
    pub fn __decode(&self) -> Decode<Bytes> {
        body
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it has the signature of what reads an answer"
)]
fn body(answer: &mut Answered) -> Result<Bytes> {
    Ok(match answer.take_content() {
        Content::Response(success) => success.response.into_body(),
        Content::Ready(_) | Content::Taken => Bytes::new(),
    })
}

/// Types of bytes that serde reads from a JSON list of numbers. `Bytes` alone is none of
/// them, since it is the body.
pub trait ReadFromNumbers {}

impl ReadFromNumbers for BytesMut {}
impl ReadFromNumbers for Vec<u8> {}
impl<const N: usize> ReadFromNumbers for [u8; N] {}
impl ReadFromNumbers for Box<[u8]> {}
impl ReadFromNumbers for Rc<[u8]> {}
impl ReadFromNumbers for Arc<[u8]> {}
impl ReadFromNumbers for Cow<'static, [u8]> {}
impl ReadFromNumbers for Box<Bytes> {}
impl ReadFromNumbers for Option<Bytes> {}
impl<T: ReadFromNumbers> ReadFromNumbers for Option<T> {}

/// Never implemented: only asked of bytes, whatever they are called. The lifetime lets the
/// bound be written down although it never holds.
#[diagnostic::on_unimplemented(
    message = "the answer `{Self}` is read from a JSON list of numbers, and not from the body as it is",
    label = "bytes read from JSON",
    note = "expected `bytes::Bytes`, which is the body as it is, and empty if there is none; a JSON list of numbers is a `Vec<u16>`"
)]
pub trait AnswerOfBytes<'a> {}

impl<T: ReadFromNumbers> Decoder<T> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<T>
    where
        T: AnswerOfBytes<'a>,
    {
        never
    }
}
