//! What the types of this module are as answers: whole, and of requests that are sent once and
//! by a method that the endpoint names.

use serde::de::{Deserialize, Deserializer, Error as _};

use super::answer::Sca;
use super::finalised::Finalised;
use crate::response::{
    Decode, DecoderOfGet, DecoderOfRepeated, MayBeSentTwice, MayBeTakenForRead, never,
};

/// Never implemented: only asked where `T` is a part of something else. A part cannot see
/// what is said beside it, so it could take an answer that raises a challenge for a value.
///
/// `T` is not the type that implements it, because rustc then reports serde's trait. The
/// lifetime lets the bound be written down although it never holds.
#[diagnostic::on_unimplemented(
    message = "`{T}` is the whole answer of an endpoint and cannot be a part of one",
    label = "this is read as a part of something else",
    note = "a part would not see what the answer says beside it, such as a challenge; expected `connectpay::Result<{T}>` as what the endpoint returns, and what else the answer holds as fields of the type within",
    note = "for a fake or a test, `Sca::from_answer` reads the whole body of an answer"
)]
pub trait MayHold<'a, T> {}

/// What holds an answer's parts.
#[derive(Debug)]
pub struct PartOfAnAnswer;

const WHOLE: &str = "a whole answer is not a part of one";

/// Never usable: it is there to say why.
impl<'de, D, P, V> Deserialize<'de> for Sca<D, P, V>
where
    PartOfAnAnswer: MayHold<'de, Self>,
{
    fn deserialize<T: Deserializer<'de>>(_: T) -> Result<Self, T::Error> {
        Err(T::Error::custom(WHOLE))
    }
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<D, P, V> DecoderOfRepeated<Sca<D, P, V>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Sca<D, P, V>>
    where
        Sca<D, P, V>: MayBeSentTwice<'a>,
    {
        never
    }
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<D, P, V> DecoderOfGet<Sca<D, P, V>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Sca<D, P, V>>
    where
        Sca<D, P, V>: MayBeTakenForRead<'a>,
    {
        never
    }
}

/// Never usable: it is there to say why.
impl<'de, T, V> Deserialize<'de> for Finalised<T, V>
where
    PartOfAnAnswer: MayHold<'de, Self>,
{
    fn deserialize<S: Deserializer<'de>>(_: S) -> Result<Self, S::Error> {
        Err(S::Error::custom(WHOLE))
    }
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<T, V> DecoderOfRepeated<Finalised<T, V>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Finalised<T, V>>
    where
        Finalised<T, V>: MayBeSentTwice<'a>,
    {
        never
    }
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<T, V> DecoderOfGet<Finalised<T, V>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Finalised<T, V>>
    where
        Finalised<T, V>: MayBeTakenForRead<'a>,
    {
        never
    }
}
