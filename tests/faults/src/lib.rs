//! A server that breaks every rule of HTTP and TLS on purpose, byte for byte, and
//! counts what it received. It tests clients that must not be led astray.
//!
//! A [`Fault`] says what happens on each connection in [`Step`]s, below TLS or within
//! it. [`FaultServer`] plays it and keeps a [`Tally`]. If several calls share an HTTP/2
//! connection, the test plays it with [`Http2Server`] and [`Http2`], and a [`Ledger`]
//! says what became of each call.

mod disowned;
mod frames;
mod heads;
mod http2;
mod http2_server;
mod ledger;
mod server;
mod step;
mod tally;
mod tls;

pub use crate::frames::{Frame, Frames, status_block};
pub use crate::heads::Heads;
pub use crate::http2::{Event, Http2};
pub use crate::http2_server::{Connections, Http2Server};
pub use crate::ledger::{Fate, Ledger};
pub use crate::server::FaultServer;
pub use crate::step::{Fault, Layer, Step};
pub use crate::tally::Tally;
pub use crate::tls::{Authority, Identity};
