//! A scenario: a gateway, what goes through it, and what is promised.

use std::fmt;
use std::time::Duration;

use crate::budget::Budget;
use crate::disturbance::Disturbance;
use crate::gateway::{Gateway, Protocol};
use crate::pace::Pace;
use crate::promise::Promise;
use crate::request::Request;

/// One way in which clients and a gateway meet.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The scenario's name in the report.
    pub name: &'static str,
    /// The gateway and its settings.
    pub gateway: Gateway,
    /// The protocol between gateway and clients.
    pub protocol: Protocol,
    /// Whether clients have to speak HTTP/1.1, whatever the gateway offers.
    pub http1_only: bool,
    /// How long bytes travel between clients and the gateway, one way. Zero is
    /// loopback.
    pub distance: Duration,
    /// What is sent.
    pub request: Request,
    /// How long each worker waits between its calls, if it does. Such a scenario takes
    /// as long as its waits, so reqwest takes part only in the full run.
    pub pace: Option<Pace>,
    /// What happens in the meantime.
    pub disturbance: Disturbance,
    /// How many servers the application has.
    pub servers: usize,
    /// How long the application takes for an answer.
    pub pause: Duration,
    /// Whether clients show a certificate of their own.
    pub shows_certificate: bool,
    /// What holds for every client.
    pub promise: Promise,
    /// One in this many of the requested calls is made.
    pub one_in: usize,
}

impl Scenario {
    /// The work of the built-in transport; others may have less time.
    pub(crate) fn budget(&self) -> Budget {
        match self.pace {
            None => Budget::one_in(self.one_in),
            Some(_) => Budget::paced(),
        }
    }

    /// What goes over the wire.
    pub(crate) fn spoken(&self) -> Protocol {
        if self.http1_only {
            Protocol::Http1
        } else {
            self.protocol
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {}, {}, {}",
            self.gateway.name(),
            self.spoken().name(),
            self.name,
            self.request.method.as_str()
        )
    }
}
