//! Answers that can fail by themselves, though the call that they are the answer of can
//! fail already.

use super::decoder::Decoder;
use super::{Decode, never};
use crate::error::Error;

/// Never implemented: only asked of an answer that is the outcome of a call. The lifetime
/// lets the bound be written down although it never holds.
#[diagnostic::on_unimplemented(
    message = "the answer is a `{Self}`, but the call itself can fail already",
    label = "expected what it holds alone",
    note = "a `Result` with an error of the API's own is read from JSON, as `{{\"Ok\": …}}` or `{{\"Err\": …}}`"
)]
pub trait FailsByItself<'a> {}

impl<T> Decoder<Result<T, Error>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Result<T, Error>>
    where
        Result<T, Error>: FailsByItself<'a>,
    {
        never
    }
}
