//! What a call has when its answer is there and not yet read.

use std::any::Any;

use bytes::Bytes;

use super::misfit;
use crate::endpoint::Endpoint;
use crate::error::{Error, ServiceAnswer};
use crate::request::id::CallId;
use crate::telemetry::CallSpan;

/// A call's result before it is decoded.
pub struct Answered {
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) content: Content,
    /// The decoders within [`with_response`](super::with_response), the innermost first. Each is a
    /// [`Decode`](super::Decode).
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
    /// It has been taken out.
    Taken,
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

impl Answered {
    pub(crate) fn body(&self) -> &[u8] {
        match &self.content {
            Content::Response(success) => success.response.body(),
            Content::Ready(_) | Content::Taken => &[],
        }
    }

    pub(super) fn take_content(&mut self) -> Content {
        std::mem::replace(&mut self.content, Content::Taken)
    }

    /// The error of a body that is not of the declared type.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the caller, which is compiled for every type, then has nothing to drop"
    )]
    pub(crate) fn unreadable(
        &mut self,
        error: serde_json::Error,
        type_name: fn() -> &'static str,
    ) -> Error {
        self.without_value(|answer| misfit(&error, answer, type_name()))
    }

    /// The error of an answer that yields no value. A request that was answered was
    /// sent, so none of these errors may say otherwise.
    pub(crate) fn without_value(&mut self, why: impl FnOnce(&ServiceAnswer) -> String) -> Error {
        let Content::Response(mut success) = self.take_content() else {
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
