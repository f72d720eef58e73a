//! Answers that tell nothing, which no request is made for.

use serde::de::IgnoredAny;

use super::{Answered, Decoder};
use crate::error::Result;

/// Ignores the body.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it has the signature of what reads an answer"
)]
pub(super) fn ignored(_: &mut Answered) -> Result<()> {
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

impl Decoder<()> {
    /// Never callable: a GET by default has an answer.
    // A dylib would look for a function that nobody can call.
    #[inline]
    pub fn __of_get<'a>(&self)
    where
        (): TellsTheMethod<'a>,
    {
    }
}

impl Decoder<Option<()>> {
    /// Never callable: a GET by default has an answer.
    // A dylib would look for a function that nobody can call.
    #[inline]
    pub fn __of_get<'a>(&self)
    where
        Option<()>: TellsTheMethod<'a>,
    {
    }
}

impl Decoder<IgnoredAny> {
    /// Never callable: a GET by default has an answer.
    // A dylib would look for a function that nobody can call.
    #[inline]
    pub fn __of_get<'a>(&self)
    where
        IgnoredAny: TellsTheMethod<'a>,
    {
    }
}
