//! From an answer to a value.

use std::marker::PhantomData;
use std::ops::Deref;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::service::ServiceAnswer;

impl ServiceAnswer {
    /// The body as JSON of a type of your choice.
    ///
    /// # Errors
    ///
    /// A body that is not JSON of that type, with [`Stage::Decode`](crate::Stage::Decode).
    /// The message tells the place and does not quote the body.
    pub fn json<E: DeserializeOwned>(&self) -> Result<E> {
        decode_json(self.body().clone())
    }
}

/// Reads a body into a value.
pub type Decode<T> = fn(Bytes) -> Result<T>;

/// Picks how a body becomes a `T`. The macros write `Decoder::<T>::NEW.__decode()`:
/// method resolution finds the inherent methods below where the type has one,
/// also behind an alias, and goes on to `JsonDecoder` where it has none, so
/// `()`, `Bytes` and `Option` need no syntax of their own. The method has a name
/// that no trait in the author's scope gives to all types.
pub struct Decoder<T>(JsonDecoder<T>);

/// The decoder of all types that have none of their own.
pub struct JsonDecoder<T>(PhantomData<fn() -> T>);

impl<T> Decoder<T> {
    /// The one value of this type.
    pub const NEW: Self = Self(JsonDecoder(PhantomData));
}

impl Decoder<()> {
    /// The body is of no interest.
    #[must_use]
    pub fn __decode(&self) -> Decode<()> {
        |_| Ok(())
    }
}

impl Decoder<Bytes> {
    /// The body as it came.
    #[must_use]
    pub fn __decode(&self) -> Decode<Bytes> {
        Ok
    }
}

impl<T> Decoder<Option<T>> {
    /// `None` for an empty body, else JSON.
    #[must_use]
    pub fn __decode(&self) -> Decode<Option<T>>
    where
        T: DeserializeOwned,
    {
        |body| {
            if body.is_empty() {
                Ok(None)
            } else {
                decode_json(body)
            }
        }
    }
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<T> JsonDecoder<T> {
    /// JSON, whatever the content type says.
    #[must_use]
    pub fn __decode(&self) -> Decode<T>
    where
        T: DeserializeOwned,
    {
        decode_json
    }
}

impl<T> Deref for Decoder<T> {
    type Target = JsonDecoder<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "its address is a `Decode`, which gives the body away"
)]
fn decode_json<T: DeserializeOwned>(body: Bytes) -> Result<T> {
    // No body is what `null` is in JSON: so `()` and `Option` are read from it behind
    // a generic parameter too, where they have no decoder of their own.
    let read = if body.is_empty() {
        serde_json::from_slice(b"null")
    } else {
        serde_json::from_slice(&body)
    };
    read.map_err(|error| unreadable(&error, body.len(), std::any::type_name::<T>()))
}

/// serde's own message quotes the value that it did not expect, so only the
/// place and the kind are kept.
fn unreadable(error: &serde_json::Error, length: usize, type_name: &str) -> Error {
    use serde_json::error::Category;

    if length == 0 {
        return Error::decode(format!(
            "the answer has an empty body; expected JSON for `{type_name}`, \
             or declare the answer as `Option` or `()`"
        ));
    }
    let fault = match error.classify() {
        Category::Data => "is JSON of another shape",
        Category::Eof => "ends too early",
        Category::Syntax | Category::Io => "is not JSON",
    };
    Error::decode(format!(
        "the answer's body of {length} bytes {fault} (line {}, column {}); expected JSON for `{type_name}`",
        error.line(),
        error.column(),
    ))
}
