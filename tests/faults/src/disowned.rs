//! The requests that, according to the server, were not processed.

use std::collections::{BTreeMap, BTreeSet};

use crate::frames::{Frame, Stream};

/// The streams of one HTTP/2 connection, and what the server's own frames say about
/// them. A stream above the last one of any GOAWAY was not processed (RFC 9113, 6.8)
/// and may be sent again. RFC 9113 says the same of a stream that is reset with
/// `REFUSED_STREAM` (8.7), but HAProxy resets requests so that its application has
/// received completely. So it is believed only of a stream that exceeded the server's
/// limit.
#[derive(Clone, Debug)]
pub(crate) struct Disowned {
    /// How many streams were open when this one came, including this one.
    begun: BTreeMap<u32, usize>,
    open: BTreeSet<u32>,
    refused: BTreeSet<u32>,
    limit: u32,
    last: u32,
}

impl Default for Disowned {
    fn default() -> Self {
        Self {
            begun: BTreeMap::new(),
            open: BTreeSet::new(),
            refused: BTreeSet::new(),
            limit: u32::MAX,
            last: Frame::NO_LAST_STREAM,
        }
    }
}

impl Disowned {
    /// A request has come.
    pub(crate) fn begun(&mut self, stream: u32) {
        self.open.insert(stream);
        self.begun.insert(stream, self.open.len());
    }

    /// The client has given a stream up.
    pub(crate) fn cancelled(&mut self, stream: u32) {
        self.open.remove(&stream);
    }

    /// The server sends a frame.
    pub(crate) fn sent(&mut self, frame: &Frame) {
        let stream = frame.stream;
        let number = |at: usize| {
            let bytes = frame.payload.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_be_bytes(bytes))
        };
        match frame.kind {
            // A disowned stream stays disowned, even if a later GOAWAY names a higher
            // one.
            Frame::GOAWAY => {
                let last = number(0).map_or(u32::MAX, |last| last & Frame::NO_LAST_STREAM);
                self.last = self.last.min(last);
            }
            Frame::RST_STREAM => {
                let is_above_limit = |open: &usize| *open > self.limit as usize;
                if number(0) == Some(Frame::REFUSED_STREAM)
                    && self.begun.get(&stream).is_some_and(is_above_limit)
                {
                    self.refused.insert(stream);
                }
                self.open.remove(&stream);
            }
            Frame::HEADERS | Frame::DATA if frame.flags & Frame::END_STREAM != 0 => {
                self.open.remove(&stream);
            }
            Frame::SETTINGS => {
                for setting in frame.payload.chunks_exact(6) {
                    if setting[..2] == Frame::MAX_CONCURRENT_STREAMS.to_be_bytes() {
                        let value = [2, 3, 4, 5].map(|at| setting[at]);
                        self.limit = u32::from_be_bytes(value);
                    }
                }
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
            .keys()
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
    fn the_lowest_last_stream_disowns() {
        let mut disowned = Disowned::default();
        for stream in [1, 3, 5, 7] {
            disowned.begun(stream);
        }
        assert_eq!(disowned.count(), 0);
        let mut sent = Sent::default();
        let frames = [
            Frame::go_away(Frame::NO_LAST_STREAM, 0),
            Frame::reset(1, 8),
            Frame::go_away(5, 0),
            Frame::go_away(9, 0),
        ];
        // The bytes may be cut anywhere, since steps send what they like.
        for byte in frames.iter().flat_map(Frame::bytes) {
            sent.pass(&[byte], &mut disowned);
        }
        let having = [1, 3, 5, 7, 9].map(|stream| disowned.has(stream));
        assert_eq!(having, [false, false, false, true, true]);
        assert_eq!(disowned.count(), 1);
        // It came after the GOAWAY.
        disowned.begun(9);
        assert_eq!(disowned.count(), 2);
    }

    #[test]
    fn a_refusal_disowns_what_was_one_too_many_for_the_limit() {
        let mut disowned = Disowned::default();
        for stream in [1, 3, 5] {
            disowned.begun(stream);
        }
        let refuse = |stream| Frame::reset(stream, Frame::REFUSED_STREAM);
        disowned.sent(&refuse(1));
        disowned.sent(&Frame::settings(&[(Frame::MAX_CONCURRENT_STREAMS, 2)]));
        disowned.sent(&refuse(3));
        disowned.sent(&refuse(5));
        // It is alone, since the others have ended.
        disowned.begun(7);
        disowned.sent(&refuse(7));
        let having = [1, 3, 5, 7].map(|stream| disowned.has(stream));
        assert_eq!(having, [false, false, true, false]);
    }
}
