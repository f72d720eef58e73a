//! Which function reads an answer: its type decides, even behind an alias.

use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::Deserialize;

use super::{Decode, json};

/// Picks how a body becomes a `T`. The macros write `Decoder::<T>::NEW.__decode()`. If
/// the type has an inherent method of that name, even behind an alias, method resolution
/// finds it; otherwise it goes on to `JsonDecoder`. So `()` and `Bytes` need no syntax of
/// their own. No trait in the author's scope gives a method of this name to all types.
///
/// | step | for a type that | |
/// |---|---|---|
/// | `DecoderOfGet`, `DecoderOfRepeated` | does not go with the request, where that is asked | refused by the compiler |
/// | `Decoder` | is read in its own way | as it says |
/// | | is bytes, or fails by itself | refused by the compiler |
/// | `JsonDecoder` | is any other | from JSON |
pub struct Decoder<T>(JsonDecoder<T>);

/// The decoder of every type that has none of its own.
pub struct JsonDecoder<T>(PhantomData<fn() -> T>);

/// The decoder of a request that nothing but its answer makes a GET.
pub struct DecoderOfGet<T>(Decoder<T>);

/// The decoder of a request that may be sent again.
pub struct DecoderOfRepeated<T>(Decoder<T>);

impl<T> Decoder<T> {
    /// Reads any answer.
    pub const NEW: Self = Self(JsonDecoder(PhantomData));

    /// Reads an answer that tells something.
    pub const OF_GET: DecoderOfGet<T> = DecoderOfGet(Self::NEW);

    /// Reads an answer that takes no part in strong customer authentication.
    pub const OF_REPEATED: DecoderOfRepeated<T> = DecoderOfRepeated(Self::NEW);
}

#[expect(
    clippy::unused_self,
    reason = "method resolution needs a receiver to go from one decoder to the next"
)]
impl<T> JsonDecoder<T> {
    /// Reads JSON, whatever the content type says. The bound is not `DeserializeOwned`, since
    /// rustc says how to derive the trait only where the bound names it.
    #[must_use]
    pub fn __decode(&self) -> Decode<T>
    where
        T: for<'de> Deserialize<'de>,
    {
        json
    }
}

impl<T> Deref for Decoder<T> {
    type Target = JsonDecoder<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> Deref for DecoderOfGet<T> {
    type Target = Decoder<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> Deref for DecoderOfRepeated<T> {
    type Target = Decoder<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
