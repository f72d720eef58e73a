//! Fixtures that several tests share: the endpoints that they call ([`declared`]),
//! transports that record ([`recorder`]) or follow a script ([`scripted`]), and values
//! that must never be printed ([`canaries`]). Servers that break rules are in
//! `tests/faults`.
#![allow(
    clippy::missing_panics_doc,
    reason = "a panic is how each of these fails a test"
)]

pub mod canaries;
pub mod declared;
pub mod recorder;
pub mod scripted;
