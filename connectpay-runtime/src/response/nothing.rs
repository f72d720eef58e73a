//! Answers that tell nothing, which no request is made for.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::decoder::{Decoder, DecoderOfGet};
use super::{Answered, Decode, never};
use crate::error::Result;

impl Decoder<()> {
    /// Ignores the body.
    #[must_use]
    pub fn __decode(&self) -> Decode<()> {
        ignored
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it has the signature of what reads an answer"
)]
fn ignored(_: &mut Answered) -> Result<()> {
    Ok(())
}

/// Never implemented: only asked of an answer that tells nothing, where an endpoint has no
/// content and names no method. The lifetime lets the bound be written down although it
/// never holds.
#[diagnostic::on_unimplemented(
    message = "an endpoint with neither a body nor an answer has to name its `method`",
    label = "this is `{Self}`",
    note = "nothing else tells what the endpoint does, and a GET would be sent again after a failure; expected one such as `method = POST`"
)]
pub trait TellsTheMethod<'a> {}

/// Types that tell nothing, whatever the answer is.
pub trait TellsNothing {}

impl TellsNothing for () {}
impl TellsNothing for IgnoredAny {}
impl<T: ?Sized> TellsNothing for PhantomData<T> {}
impl<T: TellsNothing + Clone> TellsNothing for Cow<'static, T> {}
impl<T: TellsNothing> TellsNothing for Option<T> {}
impl<T: TellsNothing> TellsNothing for Box<T> {}
impl<T: TellsNothing> TellsNothing for Rc<T> {}
impl<T: TellsNothing> TellsNothing for Arc<T> {}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<T: TellsNothing> DecoderOfGet<T> {
    /// Never callable: a GET by default has an answer.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<T>
    where
        T: TellsTheMethod<'a>,
    {
        never
    }
}
