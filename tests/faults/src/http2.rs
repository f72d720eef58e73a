//! The server's side of an HTTP/2 connection, frame by frame.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::server::TlsStream;

use crate::frames::{Frame, Stream, status_block};
use crate::ledger::Ledger;

/// A connection that acknowledges settings and pings by itself and does nothing else on
/// its own. The body of each request is the number of a call, as a number or a string
/// with spaces, and the answer repeats it.
#[derive(Debug)]
pub struct Http2 {
    stream: TlsStream<TcpStream>,
    frames: Stream,
    bodies: BTreeMap<u32, Vec<u8>>,
    calls: BTreeMap<u32, u32>,
    owed: BTreeSet<u32>,
    ledger: Ledger,
    number: usize,
}

/// What a client did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The head of a request came.
    Begun(u32),
    /// A request was complete.
    Whole(u32),
    /// The client gave up a stream.
    Reset(u32),
    /// The client has acknowledged settings.
    Acknowledged,
}

impl Http2 {
    /// Begins a connection with these settings: identifiers (RFC 9113, 6.5.2) and
    /// values.
    ///
    /// # Errors
    ///
    /// Fails if the client has gone, as every function here does.
    pub async fn begin(
        stream: TlsStream<TcpStream>,
        settings: &[(u16, u32)],
        ledger: &Ledger,
    ) -> io::Result<Self> {
        let mut connection = Self {
            stream,
            frames: Stream::of_client(),
            bodies: BTreeMap::new(),
            calls: BTreeMap::new(),
            owed: BTreeSet::new(),
            ledger: ledger.clone(),
            number: ledger.connection(),
        };
        connection.send(&[Frame::settings(settings)]).await?;
        Ok(connection)
    }

    /// Waits for what the client does next.
    pub async fn event(&mut self) -> io::Result<Event> {
        loop {
            while let Some(frame) = self.frames.next() {
                if let Some(event) = self.take(&frame).await? {
                    return Ok(event);
                }
            }
            let mut bytes = Vec::with_capacity(16 * 1024);
            if self.stream.read_buf(&mut bytes).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.frames.push(&bytes);
        }
    }

    /// Waits until the heads of `count` requests have come over the connection.
    pub async fn await_heads(&mut self, count: usize) -> io::Result<()> {
        while self.bodies.len() < count {
            self.event().await?;
        }
        Ok(())
    }

    /// Waits until `count` requests are complete.
    pub async fn await_requests(&mut self, count: usize) -> io::Result<()> {
        while self.calls.len() < count {
            self.event().await?;
        }
        Ok(())
    }

    async fn take(&mut self, frame: &Frame) -> io::Result<Option<Event>> {
        const ACK: u8 = 1;
        let stream = frame.stream;
        match frame.kind {
            Frame::HEADERS => {
                self.ledger.begun(self.number, stream);
                self.bodies.insert(stream, Vec::new());
                // No test here sends a request without a body.
                return Ok(Some(Event::Begun(stream)));
            }
            Frame::DATA => {
                let body = self.bodies.entry(stream).or_default();
                body.extend_from_slice(&frame.payload);
                if frame.flags & Frame::END_STREAM == 0 {
                    return Ok(None);
                }
                let text = std::str::from_utf8(body).unwrap_or_default();
                let call = text.trim_matches(['"', ' ']).parse().ok();
                self.calls.extend(call.map(|call| (stream, call)));
                self.owed.extend(call.map(|_| stream));
                self.ledger.whole(self.number, stream, call);
                return Ok(Some(Event::Whole(stream)));
            }
            Frame::RST_STREAM => {
                self.owed.remove(&stream);
                self.ledger.cancelled(self.number, stream);
                return Ok(Some(Event::Reset(stream)));
            }
            Frame::SETTINGS if frame.flags & ACK != 0 => return Ok(Some(Event::Acknowledged)),
            Frame::SETTINGS => {
                let ack = Frame::of_connection(Frame::SETTINGS, ACK, []);
                self.send(&[ack]).await?;
            }
            Frame::PING if frame.flags & ACK == 0 => {
                let pong = Frame::of_connection(Frame::PING, ACK, frame.payload.clone());
                self.send(&[pong]).await?;
            }
            _ => {}
        }
        Ok(None)
    }

    /// Sends frames in one piece.
    pub async fn send(&mut self, frames: &[Frame]) -> io::Result<()> {
        for frame in frames {
            // Noted before the client can know about it.
            self.ledger.sent(self.number, frame);
            let is_data = frame.kind == Frame::DATA && frame.flags & Frame::END_STREAM != 0;
            if is_data || frame.kind == Frame::RST_STREAM {
                self.owed.remove(&frame.stream);
            }
        }
        let bytes: Vec<u8> = frames.iter().flat_map(Frame::bytes).collect();
        self.stream.write_all(&bytes).await?;
        self.stream.flush().await
    }

    /// Answers a request with the number of its call as soon as it is complete.
    pub async fn answer(&mut self, stream: u32) -> io::Result<()> {
        while !self.calls.contains_key(&stream) {
            self.event().await?;
        }
        self.send(&self.answer_to(stream)).await
    }

    fn answer_to(&self, stream: u32) -> [Frame; 2] {
        let call = self.calls.get(&stream).copied().unwrap_or_default();
        let head = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(200, &[]));
        let body = Frame::of_request(Frame::DATA, Frame::END_STREAM, call.to_string());
        [head, body].map(|frame| Frame { stream, ..frame })
    }

    /// Answers every request that was neither answered nor disowned, now and until the
    /// client goes.
    pub async fn answer_all(&mut self) -> io::Result<()> {
        loop {
            while let Some(stream) = self.owed.pop_first() {
                if !self.ledger.has_disowned(self.number, stream) {
                    self.send(&self.answer_to(stream)).await?;
                }
            }
            self.event().await?;
        }
    }

    /// Reads for this long and returns what came.
    pub async fn listen(&mut self, time: Duration) -> io::Result<Vec<Event>> {
        let until = Instant::now() + time;
        let mut events = Vec::new();
        while let Ok(event) = timeout_at(until, self.event()).await {
            events.push(event?);
        }
        Ok(events)
    }

    /// Ends the server's side as TLS prescribes, and can still read.
    pub async fn end(&mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }

    /// Ends the server's side as TLS prescribes, and reads what still comes until the
    /// client has ended its side. If bytes were unread, TCP would reset the connection
    /// and lose answers.
    pub async fn close(mut self) -> io::Result<()> {
        self.stream.shutdown().await?;
        self.read_on().await
    }

    /// Does the same without the end of TLS.
    pub async fn close_tcp(mut self) -> io::Result<()> {
        self.stream.get_mut().0.shutdown().await?;
        self.read_on().await
    }

    async fn read_on(&mut self) -> io::Result<()> {
        let ended = async { while self.event().await.is_ok() {} };
        timeout(Duration::from_secs(1), ended).await.ok();
        Ok(())
    }

    /// The TCP stream below TLS. Nothing more can be said over TLS.
    #[must_use]
    pub fn into_tcp(self) -> TcpStream {
        self.stream.into_inner().0
    }

    /// Ends TCP's connection with a reset.
    pub fn cut(self) -> io::Result<()> {
        self.stream.get_ref().0.set_zero_linger()
    }
}
