//! The body of a request, as a transport sees it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::error::BoxError;

/// The body of a request, which a transport of your own reads as any `http_body::Body`.
/// It is one type for all kinds of bodies, including future ones.
///
/// ```
/// use connectpay::transport::RequestBody;
/// use http_body::Body as _;
///
/// let body = RequestBody::new("{}");
/// assert_eq!(body.size_hint().exact(), Some(2));
/// ```
#[derive(Default)]
pub struct RequestBody {
    content: Bytes,
}

impl RequestBody {
    /// Makes a complete body, for tests of a transport.
    #[must_use]
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
        }
    }

    /// The whole body, of which nothing has been read so far.
    #[cfg(feature = "__built_in")]
    pub(crate) fn into_bytes(self) -> Bytes {
        self.content
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let content = std::mem::take(&mut self.content);
        Poll::Ready((!content.is_empty()).then(|| Ok(Frame::data(content))))
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.content.len() as u64)
    }
}

/// Shows only the length, since the content may be secret.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody")
            .field("length", &self.content.len())
            .finish()
    }
}
