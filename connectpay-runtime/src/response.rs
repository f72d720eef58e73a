//! From an answer to a value.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::endpoint::Endpoint;
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
        decode_json(Answered {
            endpoint: None,
            content: Content::Response(http::Response::new(self.body().clone())),
            decoders: Vec::new(),
        })
    }
}

/// What a call has when its wait is over.
pub struct Answered {
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) content: Content,
    /// For [`with_response`], the innermost first. Each is a [`Decode`].
    pub(crate) decoders: Vec<Box<dyn Any + Send>>,
}

pub(crate) enum Content {
    Response(http::Response<Bytes>),
    /// A `Result` that was there before.
    Ready(Box<dyn Any + Send>),
}

/// Reads an answer into a value.
pub type Decode<T> = fn(Answered) -> Result<T>;

impl Answered {
    fn is_empty(&self) -> bool {
        match &self.content {
            Content::Response(response) => response.body().is_empty(),
            Content::Ready(_) => true,
        }
    }

    fn body(self) -> Bytes {
        match self.content {
            Content::Response(response) => response.into_body(),
            Content::Ready(_) => Bytes::new(),
        }
    }
}

/// The value of a call that was made with it.
pub(crate) fn ready<T: 'static>(answer: Answered) -> Result<T> {
    let result = match answer.content {
        Content::Ready(result) => result.downcast::<Result<T>>().ok(),
        Content::Response(_) => None,
    };
    match result {
        Some(result) => *result,
        None => Err(Error::build("the call has no value of this type")),
    }
}

/// The answer as it came.
pub(crate) fn raw(answer: Answered) -> Result<http::Response<Bytes>> {
    match answer.content {
        Content::Response(response) => Ok(response),
        Content::Ready(_) => Err(Error::build(
            "a call made by `Call::ready` has no answer to give undecoded",
        )),
    }
}

/// The value beside the status and the headers that it came with.
pub(crate) fn with_response<T: 'static>(mut answer: Answered) -> Result<http::Response<T>> {
    let head = match &answer.content {
        Content::Response(response) => response.clone().map(drop),
        Content::Ready(_) => http::Response::new(()),
    };
    let Some(decode) = answer.decoders.pop() else {
        return Err(Error::build("the call has no decoder"));
    };
    let Ok(decode) = decode.downcast::<Decode<T>>() else {
        return Err(Error::build("the call has no decoder of this type"));
    };
    let value = decode(answer)?;
    Ok(head.map(|()| value))
}

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
        |answer| Ok(answer.body())
    }
}

impl<T> Decoder<Option<T>> {
    /// `None` for an empty body, else JSON.
    #[must_use]
    pub fn __decode(&self) -> Decode<Option<T>>
    where
        T: DeserializeOwned,
    {
        |answer| {
            if answer.is_empty() {
                Ok(None)
            } else {
                decode_json(answer)
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

fn decode_json<T: DeserializeOwned>(answer: Answered) -> Result<T> {
    let endpoint = answer.endpoint;
    let body = answer.body();
    // No body is what `null` is in JSON: so `()` and `Option` are read from it behind
    // a generic parameter too, where they have no decoder of their own.
    let json = if body.is_empty() { b"null" } else { &*body };
    match serde_json::from_slice(json) {
        Ok(value) => Ok(value),
        Err(error) => {
            let type_name = std::any::type_name::<T>();
            Err(unreadable(&error, body.len(), type_name, endpoint))
        }
    }
}

fn unreadable(
    error: &serde_json::Error,
    length: usize,
    type_name: &str,
    endpoint: Option<&'static Endpoint>,
) -> Error {
    let error = Error::decode(misfit(error, length, type_name));
    match endpoint {
        Some(endpoint) => error.at(endpoint),
        None => error,
    }
}

fn misfit(error: &serde_json::Error, length: usize, type_name: &str) -> String {
    use serde_json::error::Category;

    if length == 0 {
        return format!(
            "the answer has an empty body; expected JSON for `{type_name}`, \
             or declare the answer as `Option` or `()`"
        );
    }
    let fault = match error.classify() {
        Category::Data => "is JSON of another shape",
        Category::Eof => "ends too early",
        Category::Syntax | Category::Io => "is not JSON",
    };
    format!(
        "the answer's body of {length} bytes {fault} (line {}, column {}); expected JSON for `{type_name}`",
        error.line(),
        error.column(),
    )
}
