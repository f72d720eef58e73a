//! Errors of HTTP/2, without what the server wrote into them.

#[cfg(feature = "__built_in")]
use crate::error::BoxError;

/// An error of h2 without what the server wrote into it. A GOAWAY can carry text, which
/// may echo a credential (RFC 9113, 6.8).
#[cfg(feature = "__built_in")]
pub(super) fn told(error: h2::Error) -> BoxError {
    if let Some(end) = end(&error) {
        return end.into();
    }
    match error.into_io() {
        Some(io) => io.into(),
        None => "the request cannot go over HTTP/2".into(),
    }
}

/// How a stream or a connection ended, and who ended it.
pub(super) fn end(error: &h2::Error) -> Option<String> {
    let who = if error.is_remote() {
        "server"
    } else {
        "client"
    };
    let what = if error.is_go_away() {
        "connection"
    } else if error.is_reset() {
        "stream"
    } else {
        return None;
    };
    let reason = error.reason()?;
    Some(format!("the {who} ended the {what}: {reason}"))
}
