//! A connection on loan to one call, for one request.

use std::sync::Arc;
use std::time::Duration;

use super::super::http1;
use super::super::http2::{self, Stream};
use super::super::sent::Sent;
use super::super::shelf::Free;
use super::Origin;
use crate::error::Result;
use crate::transport::{Limits, Request};

/// A connection, or a stream of one, that belongs to this call until it is dropped.
pub(in super::super) struct Lease {
    origin: Arc<Origin>,
    over: Option<Free>,
}

impl Lease {
    pub(super) fn new(origin: &Arc<Origin>, over: Free) -> Self {
        Self {
            origin: Arc::clone(origin),
            over: Some(over),
        }
    }

    /// Whether the connection was idle for longer than it is between calls in quick
    /// succession.
    fn has_rested(&self) -> bool {
        let idle_since = self.over.as_ref().and_then(Free::idle_since);
        idle_since.is_some_and(|since| since.elapsed() > Duration::from_millis(1))
    }

    pub(in super::super) async fn send(mut self, request: Request, limits: Limits) -> Result<Sent> {
        // The runtime looks at its sockets before this continues, so the end of the
        // connection is noticed before the request is written.
        if self.has_rested() {
            tokio::task::yield_now().await;
        }
        match self.over.take() {
            Some(Free::Http1(connection)) => {
                let host = self.origin.host.clone();
                let (sent, kept) = http1::send(connection, host, request, limits).await?;
                if let Some((connection, keep_alive)) = kept {
                    self.origin.give_back(connection, keep_alive);
                }
                Ok(sent)
            }
            // Boxed, so that calls over HTTP/1.1 do not reserve the space for it.
            Some(Free::Http2(stream)) => Box::pin(over(stream, request, limits)).await,
            None => Ok(Sent::Stale(request)),
        }
    }
}

async fn over(stream: Stream, request: Request, limits: Limits) -> Result<Sent> {
    http2::send(&stream, request, limits).await
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The connection was never used, because its call has gone away.
        if let Some(Free::Http1(connection)) = self.over.take() {
            self.origin.give_back(connection, None);
        }
    }
}
