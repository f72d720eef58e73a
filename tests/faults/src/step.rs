//! What a server does, step by step.

use std::time::Duration;

use crate::tls::Identity;

/// One thing that a server does on a connection. Meanwhile it reads and counts
/// whatever comes.
#[derive(Clone, Debug)]
pub enum Step {
    /// Waits until this many bytes have come.
    AwaitBytes(usize),
    /// Waits until the head of the connection's request with this number has come. The
    /// first is 1.
    AwaitHead(usize),
    /// Waits until the connection's request with this number is complete.
    AwaitRequest(usize),
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends these bytes again and again, as fast as the client takes them, until it
    /// goes away.
    Flood(Vec<u8>),
    /// Does the same at the speed of a network: these bytes every millisecond.
    Stream(Vec<u8>),
    /// Waits.
    Pause(Duration),
    /// Does nothing more until the client goes away.
    Stall,
    /// Ends the connection as its protocols prescribe.
    Close,
    /// Ends TCP properly and TLS not at all.
    CloseTcp,
    /// Ends TCP's connection with a reset.
    Reset,
}

/// The protocols below the steps.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Nothing listens, so the steps never happen.
    Nobody,
    /// TCP alone, HTTP/1.
    Tcp,
    /// TLS with this certificate, HTTP/1.
    Tls(Identity),
    /// TLS with this certificate, HTTP/2 (by ALPN).
    TlsHttp2(Identity),
    /// TCP with a client that speaks TLS: nothing that comes is a request.
    TcpUnderTls,
}

impl Layer {
    /// Its name in the message of a failed test.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Tcp => "HTTP/1.1 over TCP",
            Self::Tls(_) => "HTTP/1.1 over TLS",
            Self::TlsHttp2(_) => "HTTP/2 over TLS",
            Self::TcpUnderTls => "TCP under TLS",
        }
    }
}

/// What a server does on each of its connections.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The protocols below the steps.
    pub layer: Layer,
    /// The steps in order. After the last one the server closes.
    pub steps: Vec<Step>,
}
