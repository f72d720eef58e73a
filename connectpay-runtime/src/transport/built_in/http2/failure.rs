//! What is known about a request whose stream or connection has failed.

use std::sync::atomic::Ordering;

use h2::Reason;

use super::Http2;
use crate::error::Failure;
use crate::transport::http2_error::told;

/// A request that h2 has taken.
pub(super) struct Opened {
    pub(super) stream: u32,
    /// How many streams there were, including this one.
    pub(super) streams: usize,
    /// How many requests the connection had answered by then.
    pub(super) answers: usize,
}

const NOT_TAKEN: &str = "the server ended the stream before it took the request \
    (RFC 9113, 8.7), so nothing was done";

impl Http2 {
    /// Whether the server refused the stream because it exceeded a limit that the
    /// client learned only later.
    ///
    /// RFC 9113, 8.7, says that a stream refused with `REFUSED_STREAM` was not
    /// processed. HAProxy (2.6, `mux_h2.c`) sends it also when the application ended
    /// its connection without an answer and may have carried out the request. So it is
    /// believed only if the limit of streams explains it.
    fn is_above_limit(&self, sent: &Opened, error: &h2::Error) -> bool {
        error.is_remote()
            && error.reason() == Some(Reason::REFUSED_STREAM)
            && sent.streams > self.requests.current_max_send_streams()
    }

    /// The failure of a request to which no answer came.
    pub(super) fn failure(&self, sent: &Opened, error: h2::Error) -> Failure {
        let progress = self.answers.load(Ordering::Acquire);
        let refused = self.seen.refusal();
        if let Some(refusal) = refused.filter(|_| progress == 0) {
            return refusal;
        }
        let stream = sent.stream;
        if let Some(farewell) = self.seen.farewell() {
            if stream > farewell.last {
                // RFC 9113, 6.8. If the server has accepted other requests on this
                // connection, the next connection can take this one.
                return Failure::not_sent(told(error))
                    .saying(NOT_TAKEN)
                    .displaced_if(farewell.is_orderly && farewell.last > 0);
            }
        }
        if error.is_reset() {
            return if self.is_above_limit(sent, &error) {
                // If others were answered in the meantime, this was a limit and not a
                // server that refuses everything.
                Failure::not_sent(told(error))
                    .saying(NOT_TAKEN)
                    .displaced_if(progress > sent.answers)
            } else {
                Failure::perhaps_sent(told(error))
            };
        }
        // The connection has failed, so what has not been written by now never will be.
        if self.seen.seal_unless_opened(stream) {
            return Failure::not_sent(told(error)).displaced_if(self.has_served());
        }
        let failure = Failure::perhaps_sent(told(error));
        if self.is_hung.load(Ordering::Acquire) {
            failure.timed_out()
        } else {
            failure
        }
    }
}
