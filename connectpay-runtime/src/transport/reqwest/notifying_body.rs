//! A request's body that notices when the HTTP client has a connection.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::first_connection::FirstCall;
use crate::error::BoxError;
use crate::transport::RequestBody;

/// The body of a request. hyper asks for it when it has a connection to write to. By
/// then all calls share that connection if it speaks HTTP/2.
#[derive(Debug)]
pub(crate) struct NotifyingBody {
    body: RequestBody,
    /// Boxed, since requests are moved often and hardly any has one.
    first: Option<Box<FirstCall>>,
    asked_for: AskedFor,
}

/// Whether the body of a request was asked for. If not, no part of the request was
/// written.
#[derive(Clone, Debug, Default)]
pub(crate) struct AskedFor(Arc<AtomicBool>);

impl AskedFor {
    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl NotifyingBody {
    pub(crate) fn new(body: RequestBody, first: Option<Box<FirstCall>>) -> (Self, AskedFor) {
        let asked_for = AskedFor::default();
        let body = Self {
            body,
            first,
            asked_for: asked_for.clone(),
        };
        (body, asked_for)
    }

    fn is_asked_for(&self) {
        self.asked_for.0.store(true, Ordering::Release);
        if let Some(first) = &self.first {
            first.connected();
        }
    }
}

impl Body for NotifyingBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.is_asked_for();
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.is_asked_for();
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
