//! From an answer to a value.

mod binary;
mod method;
mod nothing;
mod representation;

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;

use bytes::Bytes;
use serde::de::{Deserialize, DeserializeOwned};

pub(crate) use self::method::MayBeSentTwice;
pub use self::method::decode_head;
use self::representation::Representation;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result, ServiceAnswer};
use crate::request::id::CallId;
use crate::telemetry::CallSpan;

impl ServiceAnswer {
    /// Reads the body as JSON of a type of your choice.
    ///
    /// # Errors
    ///
    /// Fails with [`Stage::Decode`](crate::Stage::Decode) if the body is not JSON of
    /// that type. The message says where the body is wrong and does not quote it.
    ///
    /// ```
    /// use connectpay::{Error, ServiceAnswer};
    ///
    /// /// The id of a payment that was carried out and whose answer could not be read.
    /// fn payment_id(error: &Error) -> Option<String> {
    ///     let answer: &ServiceAnswer = error.service()?;
    ///     let fields: serde_json::Value = answer.json().ok()?;
    ///     Some(fields.get("paymentId")?.as_str()?.to_owned())
    /// }
    /// ```
    pub fn json<E: DeserializeOwned>(&self) -> Result<E> {
        from_json(self.body()).map_err(|error| {
            let type_name = std::any::type_name::<E>();
            Error::decode(misfit(&error, self, type_name), self.clone())
        })
    }
}

/// A call's result before it is decoded.
pub struct Answered {
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) content: Content,
    /// The decoders within [`with_response`], the innermost first. Each is a
    /// [`Decode`].
    pub(crate) decoders: Vec<Box<dyn Any + Send>>,
}

#[expect(
    clippy::large_enum_variant,
    reason = "nearly every call has a response, and a box would be one allocation more for each"
)]
pub(crate) enum Content {
    Response(Success),
    /// A `Result` that was there from the beginning.
    Ready(Box<dyn Any + Send>),
}

/// A success that has not been read yet, with what is known about its call.
pub(crate) struct Success {
    pub(crate) response: http::Response<Bytes>,
    pub(crate) id: CallId,
    /// How many bytes of the body are kept if it cannot be read.
    pub(crate) kept: usize,
    /// Ends when the success has been read.
    pub(crate) span: CallSpan,
}

/// Reads an answer into a value.
pub type Decode<T> = fn(Answered) -> Result<T>;

impl Answered {
    pub(crate) fn body(&self) -> &[u8] {
        match &self.content {
            Content::Response(success) => success.response.body(),
            Content::Ready(_) => &[],
        }
    }

    fn into_body(self) -> Bytes {
        match self.content {
            Content::Response(success) => success.response.into_body(),
            Content::Ready(_) => Bytes::new(),
        }
    }

    /// The value that `read` makes of the body.
    pub(crate) fn read<T>(self, read: fn(&[u8]) -> serde_json::Result<T>) -> Result<T> {
        match read(self.body()) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.unreadable(&error, std::any::type_name::<T>())),
        }
    }

    /// The error of a body that is not of the declared type.
    pub(crate) fn unreadable(self, error: &serde_json::Error, type_name: &str) -> Error {
        self.without_value(|answer| misfit(error, answer, type_name))
    }

    /// The error of an answer that yields no value. A request that was answered was
    /// sent, so none of these errors may say otherwise.
    pub(crate) fn without_value(self, why: impl FnOnce(&ServiceAnswer) -> String) -> Error {
        let Content::Response(mut success) = self.content else {
            return Error::build("a call made by `Call::ready` has no answer to read");
        };
        let answer = ServiceAnswer::new(success.response);
        let message = why(&answer);
        let error =
            Error::decode(message, answer.cut(success.kept)).with_request_id(success.id.text());
        success.span.fail(&error);
        match self.endpoint {
            Some(endpoint) => error.at(endpoint),
            None => error,
        }
    }
}

/// The value of a call that was made with its value.
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
        Content::Response(success) => {
            let mut response = success.response;
            response.extensions_mut().insert(success.id.text());
            Ok(response)
        }
        Content::Ready(_) => Err(Error::build(
            "a call made by `Call::ready` has no answer to give undecoded",
        )),
    }
}

/// The value, with the status and the headers that came with it.
pub(crate) fn with_response<T: 'static>(mut answer: Answered) -> Result<http::Response<T>> {
    let head = match &answer.content {
        Content::Response(success) => {
            let mut head = success.response.clone().map(drop);
            head.extensions_mut().insert(success.id.text());
            head
        }
        Content::Ready(_) => http::Response::new(()),
    };
    let decode = answer.decoders.pop();
    let Some(decode) = decode.and_then(|it| it.downcast::<Decode<T>>().ok()) else {
        return Err(answer.without_value(|_| "the call has no decoder of this type".to_owned()));
    };
    let value = decode(answer)?;
    Ok(head.map(|()| value))
}

/// Picks how a body becomes a `T`. The macros write `Decoder::<T>::NEW.__decode()`. If
/// the type has an inherent method below, even behind an alias, method resolution finds
/// it; otherwise it goes on to `JsonDecoder`. So `()`, `Bytes` and `Option` need no
/// syntax of their own. No trait in the author's scope gives a method of this name to
/// all types.
pub struct Decoder<T>(JsonDecoder<T>);

/// The decoder of every type that has none of its own.
pub struct JsonDecoder<T>(PhantomData<fn() -> T>);

impl<T> Decoder<T> {
    /// The one value of this type.
    pub const NEW: Self = Self(JsonDecoder(PhantomData));
}

impl Decoder<()> {
    /// Ignores the body.
    #[must_use]
    pub fn __decode(&self) -> Decode<()> {
        |_| Ok(())
    }
}

impl Decoder<Bytes> {
    /// The body as it came.
    #[must_use]
    pub fn __decode(&self) -> Decode<Bytes> {
        |answer| Ok(answer.into_body())
    }
}

impl<T> Decoder<Option<T>> {
    /// `None` for an empty body, else JSON.
    #[must_use]
    pub fn __decode(&self) -> Decode<Option<T>>
    where
        T: for<'de> Deserialize<'de>,
    {
        |answer| {
            if answer.body().is_empty() {
                Ok(None)
            } else {
                answer.read(from_json)
            }
        }
    }
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
        |answer| answer.read(from_json)
    }

    /// Any answer that tells something makes an endpoint without content and `method` a
    /// GET.
    pub fn __of_get(&self) {}

    /// Any answer but a challenge or the end of one may come from a request that is sent
    /// again.
    pub fn __of_repeated(&self) {}

    /// Any other request may have any answer that is not made of bytes.
    pub fn __of_any(&self) {}
}

impl<T> Deref for Decoder<T> {
    type Target = JsonDecoder<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

fn from_json<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    // An empty body counts as JSON's `null`, so `()` and `Option` can be read from it
    // behind a generic parameter too, where their own decoders are not found.
    let json = if body.is_empty() { b"null" } else { body };
    serde_json::from_slice(json)
}

/// What is wrong with the body, without quoting it.
pub(crate) fn misfit(error: &serde_json::Error, answer: &ServiceAnswer, type_name: &str) -> String {
    use serde_json::error::Category;

    let status = answer.status();
    let (headers, body) = (answer.headers(), &**answer.body());
    if body.is_empty() {
        return format!(
            "ConnectPay answered {status} with an empty body; expected JSON for `{type_name}`, \
             or declare the answer as `Option` or `()`"
        );
    }
    let fault = match error.classify() {
        Category::Data => "is JSON of another shape",
        Category::Eof => "ends too early",
        Category::Syntax | Category::Io => "is not JSON",
    };
    format!(
        "ConnectPay answered {status}, {}; the body of {} bytes {fault} (line {}, column {}), \
         and `Error::service` has it; expected JSON for `{type_name}`",
        Representation { headers, body },
        body.len(),
        error.line(),
        error.column(),
    )
}
