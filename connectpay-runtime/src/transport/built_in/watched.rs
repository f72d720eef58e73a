//! A stream that takes note of the bytes that pass.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::frames::{Frame, Frames};
use super::io::Io;
use super::seen::Seen;
use super::tls::client_refused;

/// A stream that takes note of the bytes that pass.
pub(super) struct Watched {
    stream: Box<dyn Io>,
    seen: Arc<Seen>,
    /// Incoming and outgoing frames, if the stream carries HTTP/2.
    frames: Option<(Frames, Frames)>,
    /// Why a write failed, kept while the server's last words are read.
    failed: Option<io::Error>,
}

/// The longest plaintext of a TLS record (RFC 8446, 5.1). The other side cannot read a
/// record before it has arrived completely.
const RECORD: usize = 1 << 14;

impl Watched {
    pub(super) fn http1(stream: Box<dyn Io>, seen: Arc<Seen>) -> Self {
        Self {
            stream,
            seen,
            frames: None,
            failed: None,
        }
    }

    pub(super) fn http2(stream: Box<dyn Io>, seen: Arc<Seen>) -> Self {
        Self {
            stream,
            seen,
            frames: Some((Frames::default(), Frames::of_client())),
            failed: None,
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

    /// A server that expects a certificate says so and closes, in TLS 1.3 after the
    /// handshake. A write may then fail before its message has been read. So a failure
    /// is passed on only when there is nothing more to read.
    fn last_words(&mut self, cx: &mut Context<'_>, failure: io::Error) -> Poll<io::Error> {
        // Once something has been read, the reader goes on reading.
        if self.seen.read() > 0 {
            return Poll::Ready(failure);
        }
        let mut room = [0; 16];
        match Pin::new(&mut self.stream).poll_read(cx, &mut ReadBuf::new(&mut room)) {
            Poll::Pending => {
                self.failed = Some(failure);
                return Poll::Pending;
            }
            Poll::Ready(Err(error)) => self.note(&error),
            Poll::Ready(Ok(())) => {}
        }
        Poll::Ready(failure)
    }

    fn note(&self, error: &io::Error) {
        if let Some(refusal) = client_refused(error) {
            self.seen.note_refusal(refusal);
        }
    }

    /// How much of a write counts as written. A failed write may have sent whole
    /// records before the last one.
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
        if let Some(failure) = this.failed.take() {
            return this.last_words(cx, failure).map(Err);
        }
        let seen = Arc::clone(&this.seen);
        let sealed = seen.sealed();
        if *sealed {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        seen.note_blocked(written.is_pending());
        let written = ready!(written);
        // rustls may have sent whole records before it failed.
        let count = *written.as_ref().unwrap_or(&bytes.len());
        this.wrote(std::iter::once(bytes), count);
        drop(sealed);
        match written {
            Ok(count) => Poll::Ready(Ok(count)),
            Err(failure) => this.last_words(cx, failure).map(Err),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if let Some(failure) = this.failed.take() {
            return this.last_words(cx, failure).map(Err);
        }
        let seen = Arc::clone(&this.seen);
        let sealed = seen.sealed();
        if *sealed {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        seen.note_blocked(written.is_pending());
        let written = ready!(written);
        let length = slices.iter().map(|slice| slice.len()).sum();
        let count = Self::counted(&written, length);
        this.wrote(slices.iter().map(|slice| &**slice), count);
        drop(sealed);
        match written {
            Ok(count) => Poll::Ready(Ok(count)),
            Err(failure) => this.last_words(cx, failure).map(Err),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if let Some(failure) = this.failed.take() {
            return this.last_words(cx, failure).map(Err);
        }
        match ready!(Pin::new(&mut this.stream).poll_flush(cx)) {
            Ok(()) => Poll::Ready(Ok(())),
            Err(failure) => this.last_words(cx, failure).map(Err),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
