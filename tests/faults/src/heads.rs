//! Requests of HTTP/1 among bytes as they come.

use crate::tally::Received;

/// Finds where requests begin and end (RFC 9112) in the forms that clients write: with
/// `Content-Length`, in chunks, or without a body.
#[derive(Debug, Default)]
pub struct Heads {
    unread: Vec<u8>,
    body: Option<Body>,
    in_head: bool,
}

#[derive(Clone, Copy, Debug)]
enum Body {
    Left(usize),
    Chunked,
}

impl Heads {
    /// Takes in what has come and counts it.
    pub(crate) fn read(&mut self, bytes: &[u8], received: &mut Received) {
        received.bytes += bytes.len();
        self.unread.extend_from_slice(bytes);
        loop {
            let progressed = match self.body {
                None => self.head(received),
                Some(body) => self.body(body, received),
            };
            if !progressed {
                return;
            }
        }
    }

    fn head(&mut self, received: &mut Received) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        if !self.in_head {
            self.in_head = true;
            received.begun += 1;
        }
        let Some(end) = find(&self.unread, b"\r\n\r\n") else {
            return false;
        };
        let head = String::from_utf8_lossy(&self.unread[..end]).to_ascii_lowercase();
        self.unread.drain(..end + 4);
        self.in_head = false;
        received.heads += 1;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
        self.body = if field("transfer-encoding:").is_some() {
            Some(Body::Chunked)
        } else {
            let length = field("content-length:").map_or(Ok(0), |value| value.trim().parse());
            Some(Body::Left(length.expect("the client writes a number")))
        };
        true
    }

    fn body(&mut self, body: Body, received: &mut Received) -> bool {
        let (taken, is_whole) = match body {
            Body::Left(left) => {
                let taken = left.min(self.unread.len());
                self.body = Some(Body::Left(left - taken));
                (taken, left == taken)
            }
            Body::Chunked => match find(&self.unread, b"0\r\n\r\n") {
                Some(end) => (end + 5, true),
                None => return false,
            },
        };
        self.unread.drain(..taken);
        if is_whole {
            self.body = None;
            received.whole += 1;
        }
        is_whole
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
