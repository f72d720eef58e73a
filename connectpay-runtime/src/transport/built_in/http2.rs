//! Requests and their answers over the streams of a connection of HTTP/2.

mod drive;
#[cfg(test)]
mod ended;
mod failure;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use h2::RecvStream;
use h2::client::SendRequest;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Version};
use http_body::Body as _;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

pub(super) use self::drive::drive;
use self::failure::Opened;
use super::seen::Seen;
use super::sent::Sent;
use crate::error::{BoxError, Error, Failure, Result};
use crate::transport::body::{Chunks, read};
use crate::transport::http2_error::told;
use crate::transport::{Limits, Request};

/// A connection that many calls share.
pub(super) struct Http2 {
    requests: SendRequest<Bytes>,
    seen: Arc<Seen>,
    streams: AtomicUsize,
    /// The number of answers whose head has come.
    answers: AtomicUsize,
    idle_since: Mutex<Option<Instant>>,
    /// Notified when SETTINGS have come or never will.
    settled: Notify,
    is_doubtful: AtomicBool,
    is_hung: AtomicBool,
    is_over: AtomicBool,
    on_change: OnChange,
}

/// Called when the number of requests that connections take may have changed.
pub(super) type OnChange = Arc<dyn Fn() + Send + Sync>;

impl Http2 {
    pub(super) fn new(
        requests: SendRequest<Bytes>,
        seen: Arc<Seen>,
        on_change: OnChange,
    ) -> Arc<Self> {
        Arc::new(Self {
            requests,
            seen,
            streams: AtomicUsize::new(0),
            answers: AtomicUsize::new(0),
            idle_since: Mutex::new(Some(Instant::now())),
            settled: Notify::new(),
            is_doubtful: AtomicBool::new(false),
            is_hung: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            on_change,
        })
    }

    /// Room for one request, if there is any. The caller holds the origin's lock, so
    /// the number of streams does not grow in between.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        if !self.is_open() {
            return None;
        }
        // Until the server has said how many streams it takes, more than one could be
        // too many (RFC 9113, 5.1.2).
        let room = if self.has_limits() {
            self.requests.current_max_send_streams()
        } else {
            1
        };
        if self.streams.load(Ordering::Acquire) >= room {
            return None;
        }
        self.streams.fetch_add(1, Ordering::AcqRel);
        Some(Stream {
            idle_since: self.idle().take(),
            connection: Arc::clone(self),
        })
    }

    /// Whether the connection takes new requests, now or when others have ended.
    pub(super) fn is_open(&self) -> bool {
        let is_doubtful = self.is_doubtful.load(Ordering::Acquire);
        !self.is_over() && !is_doubtful && self.seen.farewell().is_none()
    }

    /// Whether the connection is open but carries no request, or cannot take more for
    /// now: the server has not said how many streams it takes, or takes none.
    pub(super) fn is_unused(&self) -> bool {
        let takes_none = || self.requests.current_max_send_streams() == 0;
        let is_unused = || self.streams.load(Ordering::Acquire) == 0;
        self.is_open() && (!self.has_limits() || is_unused() || takes_none())
    }

    /// Whether the server has answered on this connection, or has ended it in good order
    /// after it took requests. Their answers may have come without being counted yet,
    /// since each is counted by its own call.
    fn has_served(&self) -> bool {
        let farewell = self.seen.farewell();
        let has_taken = farewell.is_some_and(|farewell| farewell.is_orderly && farewell.last > 0);
        has_taken || self.answers.load(Ordering::Acquire) > 0
    }

    /// Whether the server has said how many streams it takes.
    fn has_limits(&self) -> bool {
        self.seen.settings() > 0
    }

    /// Waits until the server's SETTINGS have come or never will.
    ///
    /// If nginx buffers less of a body than a window (`http2_body_preread_size`), it
    /// refuses a stream whose DATA come before it knows that the client has its
    /// SETTINGS. It does so with a `REFUSED_STREAM` that `is_above_limit` cannot
    /// believe.
    async fn settle(&self) {
        let mut settled = pin!(self.settled.notified());
        // Enabled before the check, so that no notification is lost between the check
        // and the wait.
        settled.as_mut().enable();
        if !self.has_limits() && !self.is_over() {
            settled.await;
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    pub(super) fn idle_since(&self) -> Option<Instant> {
        let is_idle = self.streams.load(Ordering::Acquire) == 0;
        is_idle.then(|| *self.idle()).flatten()
    }

    fn idle(&self) -> MutexGuard<'_, Option<Instant>> {
        self.idle_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Room for one request. Dropping it gives the room back.
pub(super) struct Stream {
    connection: Arc<Http2>,
    /// Since when the connection had been idle.
    idle_since: Option<Instant>,
}

impl Stream {
    pub(super) fn idle_since(&self) -> Option<Instant> {
        self.idle_since
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let connection = &*self.connection;
        if connection.streams.fetch_sub(1, Ordering::AcqRel) == 1 {
            *connection.idle() = Some(Instant::now());
        }
        (connection.on_change)();
    }
}

pub(super) async fn send(stream: &Stream, request: Request, limits: Limits) -> Result<Sent> {
    let connection = &*stream.connection;
    let has_body = !request.body().is_end_stream();
    if has_body {
        if timeout_at(limits.until, connection.settle()).await.is_err() {
            return Err(Failure::no_connection_in_time(limits.limit).into());
        }
        // The server takes no streams for now, so this call waits with the others. If
        // it waited here, the connection would look used, and more connections would be
        // opened.
        if connection.has_limits() && connection.requests.current_max_send_streams() == 0 {
            return Ok(Sent::Stale(request));
        }
    }
    let mut requests = connection.requests.clone();
    let ready = poll_fn(|cx| requests.poll_ready(cx)).await;
    if let Err(error) = ready {
        return unready(connection, request, error);
    }
    let streams = connection.streams.load(Ordering::Acquire);
    let answers = connection.answers.load(Ordering::Acquire);
    let (head, body) = head(request);
    let (response, mut sending) = requests
        .send_request(head, body.is_empty())
        // The connection may have ended since it was ready.
        .map_err(|error| Failure::not_sent(told(error)).displaced_if(connection.has_served()))?;
    let opened = Opened {
        stream: response.stream_id().as_u32(),
        streams,
        answers,
    };
    if !body.is_empty() {
        // h2 keeps the body until the server's window has room. If the stream has
        // failed already, its answer says why.
        sending.send_data(body, true).ok();
    }
    let answer = async {
        let response = response
            .await
            .map_err(|error| connection.failure(&opened, error))?;
        connection.answers.fetch_add(1, Ordering::AcqRel);
        let (parts, mut body) = response.into_parts();
        let body = read(&mut body, parts.status, &parts.headers, limits).await?;
        Ok(http::Response::from_parts(parts, body))
    };
    match timeout_at(limits.until, answer).await {
        Ok(answer) => answer.map(Sent::Answered),
        Err(_) => Err(Error::attempt_timed_out(limits.limit)),
    }
}

/// What follows if the connection ended before it took the request.
fn unready(connection: &Http2, request: Request, error: h2::Error) -> Result<Sent> {
    connection.is_over.store(true, Ordering::Release);
    // If the connection never answered anything, the server has failed, and this is
    // not the normal end of a connection's life. Whoever tries again has to wait first.
    if connection.has_served() {
        return Ok(Sent::Stale(request));
    }
    let refused = connection.seen.refusal();
    Err(refused
        .unwrap_or_else(|| Failure::not_sent(told(error)))
        .into())
}

/// The head of a request with the length of its body, and the body.
fn head(request: Request) -> (http::Request<()>, Bytes) {
    let (parts, body) = request.into_parts();
    let body = body.into_bytes();
    let mut head = http::Request::from_parts(parts, ());
    *head.version_mut() = Version::HTTP_2;
    if !body.is_empty() {
        let length = HeaderValue::from(body.len());
        head.headers_mut().entry(CONTENT_LENGTH).or_insert(length);
    }
    (head, body)
}

impl Chunks for RecvStream {
    type Data = Bytes;

    async fn chunk(&mut self) -> Option<std::result::Result<Bytes, BoxError>> {
        let chunk = self.data().await?;
        if let Ok(chunk) = &chunk {
            // Makes room for as much again. This fails only if the stream has ended.
            self.flow_control().release_capacity(chunk.len()).ok();
        }
        Some(chunk.map_err(told))
    }
}
