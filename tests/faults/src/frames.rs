//! Frames of HTTP/2 (RFC 9113), as they come and as they should never be sent.

use crate::tally::Received;

/// One frame, with whatever a test wants in it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The type's number (RFC 9113, 6).
    pub kind: u8,
    /// Its flags.
    pub flags: u8,
    /// The stream it is said to belong to.
    pub stream: u32,
    /// What follows the frame's head.
    pub payload: Vec<u8>,
}

impl Frame {
    /// Data of a stream.
    pub const DATA: u8 = 0;
    /// A stream's head, or the beginning of it.
    pub const HEADERS: u8 = 1;
    /// The end of a stream by an error.
    pub const RST_STREAM: u8 = 3;
    /// What an endpoint supports.
    pub const SETTINGS: u8 = 4;
    /// A promise of a request that the client did not make.
    pub const PUSH_PROMISE: u8 = 5;
    /// Asks whether the other side is there.
    pub const PING: u8 = 6;
    /// The end of a connection, and the last stream that it processed.
    pub const GOAWAY: u8 = 7;
    /// Room for more data.
    pub const WINDOW_UPDATE: u8 = 8;
    /// More of a head.
    pub const CONTINUATION: u8 = 9;

    /// The setting of how many streams the client may have open at once.
    pub const MAX_CONCURRENT_STREAMS: u16 = 3;
    /// The setting of how much of a body may come before there is more room.
    pub const INITIAL_WINDOW_SIZE: u16 = 4;
    /// The error code of a stream that was not processed (RFC 9113, 7).
    pub const REFUSED_STREAM: u32 = 7;
    /// The last stream of a GOAWAY that only warns of another (RFC 9113, 6.8).
    pub const NO_LAST_STREAM: u32 = 0x7fff_ffff;

    /// The flag of a stream's last frame, and of an acknowledgement.
    pub const END_STREAM: u8 = 1;
    /// The flag of a head's last frame.
    pub const END_HEADERS: u8 = 4;

    /// A frame of the connection's first request.
    #[must_use]
    pub fn of_request(kind: u8, flags: u8, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            kind,
            flags,
            stream: 1,
            payload: payload.into(),
        }
    }

    /// A frame of the connection.
    #[must_use]
    pub fn of_connection(kind: u8, flags: u8, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            kind,
            flags,
            stream: 0,
            payload: payload.into(),
        }
    }

    /// SETTINGS with these identifiers (RFC 9113, 6.5.2) and values.
    #[must_use]
    pub fn settings(settings: &[(u16, u32)]) -> Self {
        let payload: Vec<u8> = settings
            .iter()
            .flat_map(|(name, value)| {
                let (name, value) = (name.to_be_bytes(), value.to_be_bytes());
                [&name[..], &value].concat()
            })
            .collect();
        Self::of_connection(Self::SETTINGS, 0, payload)
    }

    /// GOAWAY: no stream above the last one was or will be processed (RFC 9113, 6.8).
    #[must_use]
    pub fn go_away(last: u32, code: u32) -> Self {
        let payload = [last.to_be_bytes(), code.to_be_bytes()].concat();
        Self::of_connection(Self::GOAWAY, 0, payload)
    }

    /// `RST_STREAM`: the end of this stream by an error (RFC 9113, 6.4).
    #[must_use]
    pub fn reset(stream: u32, code: u32) -> Self {
        Self {
            stream,
            ..Self::of_request(Self::RST_STREAM, 0, code.to_be_bytes())
        }
    }

    /// The frame as it is sent.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.payload.len())
            .unwrap_or(u32::MAX)
            .to_be_bytes();
        let mut bytes = length[1..].to_vec();
        bytes.extend([self.kind, self.flags]);
        bytes.extend(self.stream.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }
}

/// The head of an answer: `:status`, then fields, none of them compressed (RFC 7541).
#[must_use]
pub fn status_block(status: u16, fields: &[(&str, &str)]) -> Vec<u8> {
    // Literals without indexing; `:status` is number 8 of the static table.
    let mut block = vec![0x08];
    push_text(&mut block, &status.to_string());
    for (name, value) in fields {
        block.push(0);
        push_text(&mut block, name);
        push_text(&mut block, value);
    }
    block
}

fn push_text(block: &mut Vec<u8>, text: &str) {
    // The length's own encoding has 7 bits in its first byte.
    let length = u8::try_from(text.len()).expect("a short text");
    assert!(length < 127, "a short text");
    block.push(length);
    block.extend(text.as_bytes());
}

/// Frames in a stream of bytes.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    unread: Vec<u8>,
    skip: usize,
}

impl Stream {
    /// What a client sends, which begins with a preface (RFC 9113, 3.4).
    pub(crate) fn of_client() -> Self {
        Self {
            skip: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len(),
            ..Self::default()
        }
    }

    /// Takes in bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        self.unread.extend_from_slice(&bytes[skipped..]);
    }

    /// The next complete frame.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        let &[a, b, c, kind, flags, stream @ ..] = self.unread.first_chunk::<9>()?;
        let end = 9 + u32::from_be_bytes([0, a, b, c]) as usize;
        let payload = self.unread.get(9..end)?.to_vec();
        self.unread.drain(..end);
        Some(Frame {
            kind,
            flags,
            stream: u32::from_be_bytes(stream) & 0x7fff_ffff,
            payload,
        })
    }
}

/// Finds a client's requests among the frames that come.
#[derive(Debug)]
pub struct Frames(Stream);

impl Default for Frames {
    fn default() -> Self {
        Self(Stream::of_client())
    }
}

impl Frames {
    /// Takes in what has come and counts it.
    pub(crate) fn read(&mut self, bytes: &[u8], received: &mut Received) {
        received.bytes += bytes.len();
        self.0.push(bytes);
        while let Some(frame) = self.0.next() {
            if frame.kind == Frame::HEADERS {
                received.begun += 1;
                received.heads += 1;
                received.disowned.begun(frame.stream);
            }
            if frame.kind == Frame::RST_STREAM {
                received.disowned.cancelled(frame.stream);
            }
            let may_end = frame.kind == Frame::HEADERS || frame.kind == Frame::DATA;
            if may_end && frame.flags & Frame::END_STREAM != 0 {
                received.whole += 1;
            }
        }
    }
}
