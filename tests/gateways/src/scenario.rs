//! What is played: a gateway, what goes through it, and what is promised.

use std::env;
use std::fmt;
use std::time::Duration;

use crate::disturbance::Disturbance;
use crate::gateway::{Gateway, Protocol};
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
    /// What is sent.
    pub request: Request,
    /// What happens meanwhile.
    pub disturbance: Disturbance,
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
    /// How many calls each client makes, of `CONNECTPAY_GATEWAY_CALLS` or 4,000.
    pub(crate) fn calls(&self) -> usize {
        let asked = match env::var("CONNECTPAY_GATEWAY_CALLS") {
            Ok(text) => text.parse().unwrap_or_else(|_| {
                panic!("CONNECTPAY_GATEWAY_CALLS is `{text}`; expected a number of calls")
            }),
            Err(_) => 4_000,
        };
        (asked / self.one_in).max(1)
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {}, {}, {}",
            self.gateway.name(),
            self.protocol.name(),
            self.name,
            self.request.method.as_str()
        )
    }
}
