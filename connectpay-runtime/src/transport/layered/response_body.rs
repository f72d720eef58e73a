//! The body of an answer, as a layer sees it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};

use crate::error::BoxError;

/// The body of an answer, which a [layer](crate::ClientBuilder::layer) reads as any
/// `http_body::Body`.
///
/// A body from this crate's transports is complete and within the size limits. If an
/// answer breaks off, the service fails; the body does not.
///
/// ```
/// use connectpay::transport::ResponseBody;
/// use http_body::Body as _;
///
/// let body = ResponseBody::new("{}");
/// assert_eq!(body.size_hint().exact(), Some(2));
/// ```
#[derive(Default)]
pub struct ResponseBody(UnsyncBoxBody<Bytes, BoxError>);

impl ResponseBody {
    /// Makes a complete body, for tests of a layer.
    #[must_use]
    pub fn new(content: impl Into<Bytes>) -> Self {
        let body = Full::new(content.into());
        Self(body.map_err(|never| match never {}).boxed_unsync())
    }

    /// A body that a layer has made.
    pub(super) fn of<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let body = body.map_frame(|frame| {
            frame.map_data(|mut data| {
                let length = data.remaining();
                data.copy_to_bytes(length)
            })
        });
        Self(body.map_err(Into::into).boxed_unsync())
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// Shows only the length, since the content may be secret.
impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseBody")
            .field("length", &self.size_hint().exact())
            .finish()
    }
}
