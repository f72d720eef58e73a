//! What is played: a gateway, what goes through it, and what is promised.

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
    /// What the report calls it.
    pub name: &'static str,
    /// The gateway and what is set in it.
    pub gateway: Gateway,
    /// What it speaks with clients.
    pub protocol: Protocol,
    /// Whether clients are told to speak HTTP/1.1, whatever the gateway offers.
    pub http1_only: bool,
    /// How long bytes travel between clients and the gateway, one way. Zero is
    /// loopback.
    pub distance: Duration,
    /// What is sent.
    pub request: Request,
    /// How long each worker waits between its calls, if it does. Such a scenario
    /// takes the time of its waits, so reqwest has a part in the full run alone.
    pub pace: Option<Pace>,
    /// What happens meanwhile.
    pub disturbance: Disturbance,
    /// How many servers the application has.
    pub servers: usize,
    /// How long the application takes for an answer.
    pub pause: Duration,
    /// Whether clients show a certificate of their own.
    pub shows_certificate: bool,
    /// What holds for every client.
    pub promise: Promise,
    /// One in so many of the calls that are asked for is made.
    pub one_in: usize,
}

impl Scenario {
    /// What the built-in transport has to do; others may have less time.
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
