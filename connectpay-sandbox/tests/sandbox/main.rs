//! What the sandbox promises, over real sockets. One file per promise.

mod accounts;
mod capacity;
mod client;
mod endpoints;
mod faults;
mod layer;
mod lifecycle;
mod login;
mod partner;
mod path;
mod payments;
// The program prints lines for a shell, and only Unix is sure to have one.
#[cfg(all(unix, feature = "program"))]
mod program;
mod recording;
mod router;
mod sca;
mod sessions;
mod user;
