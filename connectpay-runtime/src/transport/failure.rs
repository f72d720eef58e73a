//! What a failure of an HTTP client says about how far the request got.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;

use super::{NotSent, TimedOut};
use crate::error::BoxError;

/// The error of a transport for one of its HTTP client: `is_connect` and
/// `is_timeout` are what the client says itself.
pub(super) fn failure(error: BoxError, is_connect: bool, is_timeout: bool) -> BoxError {
    match (is_connect, is_timeout) {
        (false, false) => error,
        (false, true) => TimedOut::new(error).into(),
        (true, true) => NotSent::new(TimedOut::new(error)).into(),
        (true, false) if passes(&*error) => NotSent::new(error).into(),
        (true, false) => NotSent::new(error).lasting().into(),
    }
}

/// Whether there was no connection for a reason that may pass: no name, no
/// route, no listener. Only what is known to pass counts: TLS libraries report
/// their failures, such as an invalid certificate, as other kinds of the same type.
fn passes(error: &(dyn StdError + 'static)) -> bool {
    successors(error.source(), |&cause| cause.source()).any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let no_route = matches!(
            kind,
            Some(
                io::ErrorKind::ConnectionRefused
                    | io::ErrorKind::HostUnreachable
                    | io::ErrorKind::NetworkUnreachable
                    | io::ErrorKind::NetworkDown
                    | io::ErrorKind::AddrNotAvailable
            )
        );
        // hyper-util gives a failed look-up no kind, only this name.
        no_route || cause.to_string() == "dns error"
    })
}
