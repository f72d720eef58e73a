//! The version of HTTP for a connection.

/// The protocol that a server has agreed to.
#[cfg_attr(
    not(feature = "rustls"),
    expect(dead_code, reason = "without TLS nothing is agreed on")
)]
pub(super) enum Protocol {
    Http1,
    Http2,
}
