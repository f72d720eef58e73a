//! A fault, and what the client has to conclude from it.

use std::time::Duration;

use connectpay_faults::{Fault, Layer, Step};

/// One fault with its name.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) name: String,
    pub(crate) fault: Fault,
    pub(crate) gives: Gives,
    /// Whether a call with a good answer comes first, so that the fault strikes the
    /// second request.
    pub(crate) is_second: bool,
}

/// The server's final word, which the client must not contradict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// A success that can be read.
    Value,
    /// A success that cannot.
    NoValue,
    /// Another status.
    Refusal(u16),
    /// No complete answer.
    NoAnswer,
    /// A certificate that one of the two does not accept, which lasts until somebody
    /// replaces it.
    NoTrust,
    /// Any other failure of the TLS handshake, which may pass by itself.
    NoHandshake,
    /// What HTTP leaves open. The client may say anything but a lie.
    Anything,
}

impl Script {
    pub(crate) fn new(
        name: impl Into<String>,
        layer: Layer,
        gives: Gives,
        steps: impl IntoIterator<Item = Step>,
    ) -> Self {
        Self {
            name: name.into(),
            fault: Fault {
                layer,
                steps: steps.into_iter().collect(),
            },
            gives,
            is_second: false,
        }
    }

    /// How long a call may take. A certificate is refused at once, and a slow machine
    /// must not turn that into a time limit.
    pub(crate) fn limit(&self) -> Duration {
        if self.gives == Gives::NoTrust {
            Duration::from_secs(10)
        } else {
            Duration::from_millis(400)
        }
    }

    pub(crate) fn second(mut self) -> Self {
        self.is_second = true;
        self
    }
}

/// A body that can be read.
pub(crate) const BODY: &str = r#"{"id":7}"#;

/// An answer of HTTP/1 with these fields and a body of known length.
pub(crate) fn answer(status: u16, fields: &str, body: &[u8]) -> Step {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} Status\r\n{fields}content-length: {length}\r\n\r\n");
    Step::Send([head.as_bytes(), body].concat())
}

/// HTTP/1 text, sent as it is.
pub(crate) fn text(text: impl Into<String>) -> Step {
    Step::Send(text.into().into_bytes())
}
