//! From an answer to a value.

mod answered;
mod binary;
mod decoder;
mod failing_by_itself;
mod method;
mod nothing;
mod representation;

use bytes::Bytes;
use serde::de::DeserializeOwned;

pub(crate) use self::answered::{Answered, Content, Success};
pub use self::decoder::Decoder;
pub(crate) use self::decoder::{DecoderOfGet, DecoderOfRepeated};
pub(crate) use self::failing_by_itself::FailsByItself;
pub use self::method::decode_head;
pub(crate) use self::method::{MayBeSentTwice, MayBeTakenForRead};
use self::representation::Representation;
use crate::error::{Error, Result, ServiceAnswer};

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
        serde_json::from_slice(or_null(self.body())).map_err(|error| {
            let type_name = std::any::type_name::<E>();
            Error::decode(misfit(&error, self, type_name), self.clone())
        })
    }
}

/// Reads an answer into a value. rustc compiles these functions anew for the answer of
/// every endpoint, so they call no closures, borrow what they read, and leave to functions
/// that are not generic what does not depend on `T`.
pub type Decode<T> = fn(&mut Answered) -> Result<T>;

/// The value of a call that was made with its value.
pub(crate) fn ready<T: 'static>(answer: &mut Answered) -> Result<T> {
    let result = match answer.take_content() {
        Content::Ready(result) => result.downcast::<Result<T>>().ok(),
        Content::Response(_) | Content::Taken => None,
    };
    match result {
        Some(result) => *result,
        None => Err(Error::build("the call has no value of this type")),
    }
}

/// The answer as it came.
pub(crate) fn raw(answer: &mut Answered) -> Result<http::Response<Bytes>> {
    match answer.take_content() {
        Content::Response(success) => {
            let mut response = success.response;
            response.extensions_mut().insert(success.id.text());
            Ok(response)
        }
        Content::Ready(_) | Content::Taken => Err(Error::build(
            "a call made by `Call::ready` has no answer to give undecoded",
        )),
    }
}

/// The value, with the status and the headers that came with it.
pub(crate) fn with_response<T: 'static>(answer: &mut Answered) -> Result<http::Response<T>> {
    let head = match &answer.content {
        Content::Response(success) => {
            let mut head = success.response.clone().map(drop);
            head.extensions_mut().insert(success.id.text());
            head
        }
        Content::Ready(_) | Content::Taken => http::Response::new(()),
    };
    let decode = answer.decoders.pop();
    let Some(decode) = decode.and_then(|it| it.downcast::<Decode<T>>().ok()) else {
        return Err(answer.without_value(|_| "the call has no decoder of this type".to_owned()));
    };
    let value = decode(answer)?;
    Ok(head.map(|()| value))
}

fn json<T: DeserializeOwned>(answer: &mut Answered) -> Result<T> {
    match serde_json::from_slice(or_null(answer.body())) {
        Ok(value) => Ok(value),
        Err(error) => Err(answer.unreadable(error, std::any::type_name::<T>)),
    }
}

/// Reads no answer: it stands where the compiler refuses the type of one.
pub(crate) fn never<T>(_: &mut Answered) -> Result<T> {
    Err(Error::build(
        "no answer can be read as a value of this type",
    ))
}

/// An empty body counts as JSON's `null`, so an `Option` can be read from it, and `()` behind
/// a generic parameter, where its own decoder is not found.
fn or_null(body: &[u8]) -> &[u8] {
    if body.is_empty() { b"null" } else { body }
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
