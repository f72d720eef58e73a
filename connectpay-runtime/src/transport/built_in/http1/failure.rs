//! What is known about a request whose connection of HTTP/1.1 has failed.

use std::error::Error as _;
use std::io;

use super::Http1;
use crate::error::Failure;

impl Http1 {
    /// What is known about a request that the connection took when it had written so
    /// many bytes.
    pub(super) fn failure(&self, written_before: usize, error: hyper::Error) -> Failure {
        let refused = self.seen.refusal();
        if let Some(refusal) = refused.filter(|_| self.seen.read() == 0) {
            return refusal;
        }
        // Nothing leaves over a connection that was reset, so what had not been written by
        // then never will be.
        if self.seen.written() == written_before && is_reset(&error) {
            return Failure::not_sent(error).displaced_if(self.is_used);
        }
        Failure::perhaps_sent(error)
    }
}

fn is_reset(error: &hyper::Error) -> bool {
    let io: Option<&io::Error> = error.source().and_then(|source| source.downcast_ref());
    let kind = io.map(io::Error::kind);
    matches!(
        kind,
        Some(io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset)
    )
}
