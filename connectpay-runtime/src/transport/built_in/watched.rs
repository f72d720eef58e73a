//! A stream of bytes that notes what passes.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::frames::{Frame, Frames};
use super::seen::Seen;
use crate::transport::certificates::tls_error;

/// What connections are made of: TCP, or TLS over it, or over a proxy.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// A stream whose passing bytes are noted.
pub(super) struct Watched {
    stream: Box<dyn Io>,
    seen: Arc<Seen>,
    /// Frames that come and frames that go, where the stream is one of HTTP/2.
    frames: Option<(Frames, Frames)>,
}

/// The longest plaintext of a record of TLS (RFC 8446, 5.1). What fits into one
/// record cannot be read by the other side before it has arrived whole.
const RECORD: usize = 1 << 14;

impl Watched {
    pub(super) fn http1(stream: Box<dyn Io>, seen: Arc<Seen>) -> Self {
        Self {
            stream,
            seen,
            frames: None,
        }
    }

    pub(super) fn http2(stream: Box<dyn Io>, seen: Arc<Seen>) -> Self {
        Self {
            stream,
            seen,
            frames: Some((Frames::default(), Frames::of_client())),
        }
    }

    fn wrote<'a>(&mut self, slices: impl Iterator<Item = &'a [u8]>, mut count: usize) {
        self.seen.note_written(count);
        let Some((_, going)) = &mut self.frames else {
            return;
        };
        for slice in slices {
            let taken = slice.len().min(count);
            going.pass(&slice[..taken], |frame| {
                if let Frame::Headers { stream } = frame {
                    self.seen.note_opened(stream);
                }
            });
            count -= taken;
            if count == 0 {
                break;
            }
        }
    }

    /// A server that misses a certificate says so and closes, in TLS 1.3 after the
    /// handshake: a write may fail before what it said was read.
    fn listen_once(&mut self, cx: &mut Context<'_>) {
        // What has been read from is left to its reader.
        if self.seen.read() > 0 {
            return;
        }
        let mut room = [0; 16];
        let read = Pin::new(&mut self.stream).poll_read(cx, &mut ReadBuf::new(&mut room));
        if let Poll::Ready(Err(error)) = read {
            self.note(&error);
        }
    }

    fn note(&self, error: &io::Error) {
        if let Some(refusal) = tls_error(error) {
            self.seen.note_refusal(refusal);
        }
    }

    /// How much of a write counts as written. One that failed may have sent
    /// whole records before its last.
    fn counted(written: &io::Result<usize>, length: usize) -> usize {
        match written {
            Ok(count) => *count,
            Err(_) if length > RECORD => length,
            Err(_) => 0,
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut this.stream).poll_read(cx, buffer));
        if let Err(error) = &read {
            this.note(error);
        }
        let new = &buffer.filled()[before..];
        this.seen.note_read(new.len());
        if let Some((coming, _)) = &mut this.frames {
            coming.pass(new, |frame| this.seen.note_received(frame));
        }
        Poll::Ready(read)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let written = ready!(Pin::new(&mut this.stream).poll_write(cx, bytes));
        if written.is_err() {
            this.listen_once(cx);
        }
        let count = Self::counted(&written, bytes.len());
        this.wrote(std::iter::once(bytes), count);
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let written = ready!(Pin::new(&mut this.stream).poll_write_vectored(cx, slices));
        if written.is_err() {
            this.listen_once(cx);
        }
        let length = slices.iter().map(|slice| slice.len()).sum();
        let count = Self::counted(&written, length);
        this.wrote(slices.iter().map(|slice| &**slice), count);
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let flushed = ready!(Pin::new(&mut this.stream).poll_flush(cx));
        if flushed.is_err() {
            this.listen_once(cx);
        }
        Poll::Ready(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
