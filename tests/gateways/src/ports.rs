//! Ports that nobody uses.

use std::net::{Ipv4Addr, TcpListener};

/// Ports below those that systems give to outgoing connections, so that a port is still
/// free when its program listens, or listens again.
const RANGE: std::ops::Range<u16> = 20_000..30_000;

/// A port of loopback on which nobody listens.
pub(crate) fn free() -> u16 {
    (0..1_000)
        .map(|_| fastrand::u16(RANGE))
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .expect("one of a thousand ports is free")
}
