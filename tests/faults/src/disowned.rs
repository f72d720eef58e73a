//! The requests that a server says it did not process.

use std::collections::BTreeSet;

use crate::frames::{Frame, Stream};

/// The streams of one connection of HTTP/2, and what the server's own frames say
/// of them: one above the last stream of any GOAWAY (RFC 9113, 6.8), or reset
/// with `REFUSED_STREAM` (8.7), was not processed and may be sent again.
#[derive(Clone, Debug)]
pub(crate) struct Disowned {
    begun: BTreeSet<u32>,
    refused: BTreeSet<u32>,
    last: u32,
}

impl Default for Disowned {
    fn default() -> Self {
        Self {
            begun: BTreeSet::new(),
            refused: BTreeSet::new(),
            last: Frame::NO_LAST_STREAM,
        }
    }
}

impl Disowned {
    /// A request has come.
    pub(crate) fn begun(&mut self, stream: u32) {
        self.begun.insert(stream);
    }

    /// The server sends a frame.
    pub(crate) fn sent(&mut self, frame: &Frame) {
        let number = |at: usize| {
            let bytes = frame.payload.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_be_bytes(bytes))
        };
        match (frame.kind, number(0)) {
            // What was disowned stays so, even if a later GOAWAY names a higher one.
            (Frame::GOAWAY, Some(last)) => self.last = self.last.min(last & 0x7fff_ffff),
            (Frame::RST_STREAM, Some(Frame::REFUSED_STREAM)) => {
                self.refused.insert(frame.stream);
            }
            _ => {}
        }
    }

    /// Whether the server has said that it did not process this stream.
    pub(crate) fn has(&self, stream: u32) -> bool {
        stream > self.last || self.refused.contains(&stream)
    }

    /// How many of the requests that came were not processed.
    pub(crate) fn count(&self) -> usize {
        self.begun
            .iter()
            .filter(|stream| self.has(**stream))
            .count()
    }
}

/// The frames that a server sends, whoever wrote their bytes.
#[derive(Debug, Default)]
pub(crate) struct Sent(Stream);

impl Sent {
    pub(crate) fn pass(&mut self, bytes: &[u8], disowned: &mut Disowned) {
        self.0.push(bytes);
        while let Some(frame) = self.0.next() {
            disowned.sent(&frame);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_last_stream_and_every_refusal_disown() {
        let mut disowned = Disowned::default();
        for stream in [1, 3, 5, 7] {
            disowned.begun(stream);
        }
        assert_eq!(disowned.count(), 0);
        let mut sent = Sent::default();
        let frames = [
            Frame::go_away(Frame::NO_LAST_STREAM, 0),
            Frame::reset(1, 8),
            Frame::reset(3, Frame::REFUSED_STREAM),
            Frame::go_away(5, 0),
            Frame::go_away(9, 0),
        ];
        // Cut anywhere: steps send what they like.
        for byte in frames.iter().flat_map(Frame::bytes) {
            sent.pass(&[byte], &mut disowned);
        }
        let having = [1, 3, 5, 7, 9].map(|stream| disowned.has(stream));
        assert_eq!(having, [false, true, false, true, true]);
        assert_eq!(disowned.count(), 2);
        // It came after the GOAWAY.
        disowned.begun(9);
        assert_eq!(disowned.count(), 3);
    }
}
