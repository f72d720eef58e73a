//! Tests the client through software of others: nginx and HAProxy as the distribution
//! ships them, with an application in Go behind them and Go's own client as a
//! comparison.
//!
//! A [`Scenario`] says how the gateway is set up, what happens to it and what the
//! client promises. [`play`] runs it with every client and compares how each call ended
//! with what arrived.

mod access_log;
mod application;
mod arrivals;
mod breaches;
mod budget;
mod certificates;
mod disturbance;
mod fate;
mod gateway;
mod go;
mod load;
mod pace;
mod payments;
mod peer;
mod play;
mod ports;
mod process;
mod programs;
mod promise;
mod rate;
mod relay;
mod report;
mod request;
mod run;
mod scenario;
mod transports;
mod verdict;

pub use crate::disturbance::Disturbance;
pub use crate::gateway::{Gateway, HaProxy, Nginx, Protocol};
pub use crate::pace::Pace;
pub use crate::play::play;
pub use crate::promise::{Answer, Promise};
pub use crate::request::{Method, Request};
pub use crate::scenario::Scenario;
