//! The frames of HTTP/2 (RFC 9113, 4.1) in a stream of bytes: only those that show how
//! far requests got. h2 alone reads their content.

/// The frames that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Headers { stream: u32 },
    Settings,
    GoAway { last: u32, code: u32 },
}

const HEAD: usize = 9;
/// Only GOAWAY has a last stream and an error code.
const GO_AWAY: usize = HEAD + 8;

/// One direction of a connection.
#[derive(Debug, Default)]
pub(super) struct Frames {
    head: [u8; GO_AWAY],
    have: usize,
    skip: usize,
    /// The frame to report when its last byte has passed.
    at_end: Option<Frame>,
}

impl Frames {
    /// The frames of a client, which begins with a preface (RFC 9113, 3.4).
    pub(super) fn of_client() -> Self {
        Self {
            skip: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len(),
            ..Self::default()
        }
    }

    /// Scans the bytes that come next.
    pub(super) fn pass(&mut self, mut bytes: &[u8], mut on_frame: impl FnMut(Frame)) {
        while !bytes.is_empty() {
            if self.skip > 0 {
                let skipped = self.skip.min(bytes.len());
                self.skip -= skipped;
                bytes = &bytes[skipped..];
                self.end(&mut on_frame);
                continue;
            }
            let wanted = self.wanted();
            let taken = (wanted - self.have).min(bytes.len());
            self.head[self.have..self.have + taken].copy_from_slice(&bytes[..taken]);
            self.have += taken;
            bytes = &bytes[taken..];
            // The head of a GOAWAY is longer than other heads.
            if self.have == self.wanted() {
                self.skip = self.length() + HEAD - self.have;
                match self.frame() {
                    // Settings apply once they have been read completely.
                    Some(Frame::Settings) => self.at_end = Some(Frame::Settings),
                    Some(frame) => on_frame(frame),
                    None => {}
                }
                self.have = 0;
                self.end(&mut on_frame);
            }
        }
    }

    fn end(&mut self, on_frame: &mut impl FnMut(Frame)) {
        if self.skip == 0 {
            if let Some(frame) = self.at_end.take() {
                on_frame(frame);
            }
        }
    }

    fn wanted(&self) -> usize {
        if self.have >= HEAD && self.head[3] == 7 && self.length() >= GO_AWAY - HEAD {
            GO_AWAY
        } else {
            HEAD
        }
    }

    fn length(&self) -> usize {
        usize::from(self.head[0]) << 16 | usize::from(self.head[1]) << 8 | usize::from(self.head[2])
    }

    fn frame(&self) -> Option<Frame> {
        const ACK: u8 = 1;
        match self.head[3] {
            1 => Some(Frame::Headers {
                stream: self.number(5),
            }),
            4 if self.head[4] & ACK == 0 => Some(Frame::Settings),
            7 if self.have == GO_AWAY => Some(Frame::GoAway {
                last: self.number(HEAD) & 0x7fff_ffff,
                code: self.number(HEAD + 4),
            }),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> u32 {
        let bytes = [0, 1, 2, 3].map(|i| self.head[at + i]);
        u32::from_be_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn raw(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        let mut frame = length[1..].to_vec();
        frame.extend([kind, flags]);
        frame.extend(stream.to_be_bytes());
        frame.extend(payload);
        frame
    }

    fn any_frame() -> impl Strategy<Value = (Vec<u8>, Option<Frame>)> {
        let stream = 0_u32..1 << 31;
        let payload = proptest::collection::vec(any::<u8>(), 0..40);
        prop_oneof![
            (stream.clone(), payload.clone()).prop_map(|(stream, payload)| {
                (raw(1, 4, stream, &payload), Some(Frame::Headers { stream }))
            }),
            payload
                .clone()
                .prop_map(|payload| (raw(4, 0, 0, &payload), Some(Frame::Settings))),
            payload
                .clone()
                .prop_map(|payload| (raw(4, 1, 0, &payload), None)),
            payload
                .clone()
                .prop_map(|payload| (raw(0, 0, 1, &payload), None)),
            (stream, any::<u32>(), payload).prop_map(|(last, code, debug)| {
                let mut payload = last.to_be_bytes().to_vec();
                payload.extend(code.to_be_bytes());
                payload.extend(debug);
                (raw(7, 0, 0, &payload), Some(Frame::GoAway { last, code }))
            }),
        ]
    }

    proptest! {
        #[test]
        fn frames_are_seen_wherever_the_bytes_are_cut(
            frames in proptest::collection::vec(any_frame(), 0..12),
            cuts in proptest::collection::vec(1_usize..20, 1..40),
        ) {
            let mut all = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
            let mut expected = Vec::new();
            for (raw, frame) in frames {
                all.extend(raw);
                expected.extend(frame);
            }
            let mut seen = Vec::new();
            let mut direction = Frames::of_client();
            let mut rest = &*all;
            for cut in cuts.into_iter().cycle() {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                direction.pass(now, |frame| seen.push(frame));
                rest = later;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(seen, expected);
        }
    }
}
