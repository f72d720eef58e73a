//! A call is no answer: whoever awaits one call awaits its value.

use super::Call;
use crate::response::{Decode, Decoder, FailsByItself, never};

impl<T> Decoder<Call<T>> {
    /// Never callable.
    // A dylib would look for a function that nobody can call.
    #[inline]
    #[must_use]
    pub fn __decode<'a>(&self) -> Decode<Call<T>>
    where
        Call<T>: FailsByItself<'a>,
    {
        never
    }
}
