//! How many calls a client makes, and for how long it may begin new ones.

use std::env;
use std::str::FromStr;
use std::time::Duration;

/// How much of a scenario one client plays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// The number of calls, if there is time.
    pub(crate) calls: usize,
    /// No call begins after this time.
    pub(crate) time: Option<Duration>,
}

/// How many calls wait for their answers at once.
pub(crate) const IN_FLIGHT: usize = 64;

/// The number of calls that a developer waits for: the rarest disturbance happens as
/// often as its scenario asks.
const CALLS: usize = 1_500;

/// The number of calls that test a change in CI; a full run makes more.
const CALLS_IN_CI: usize = 4_000;

/// How many calls each worker makes if it waits about a second between them.
const ROUNDS: usize = 8;
const ROUNDS_OF_FULL_RUN: usize = 33;

impl Budget {
    /// One in `share` of the calls of `CONNECTPAY_GATEWAY_CALLS`, for as long as
    /// `CONNECTPAY_GATEWAY_SECONDS` says.
    pub(crate) fn one_in(share: usize) -> Self {
        Self {
            calls: (asked() / share).max(1),
            time: variable("CONNECTPAY_GATEWAY_SECONDS").map(Duration::from_secs_f64),
        }
    }

    /// A budget for workers that wait between their calls, so that the waits take most
    /// of the time.
    pub(crate) fn paced() -> Self {
        let rounds = if is_full_run() {
            ROUNDS_OF_FULL_RUN
        } else {
            ROUNDS
        };
        Self {
            calls: rounds * IN_FLIGHT,
            time: None,
        }
    }

    /// Half the time, for clients that only serve as a comparison.
    pub(crate) fn in_half_the_time(self) -> Self {
        Self {
            time: self.time.map(|time| time / 2),
            ..self
        }
    }
}

/// Whether the run is larger than the one that tests a change.
pub(crate) fn is_full_run() -> bool {
    asked() > CALLS_IN_CI
}

fn asked() -> usize {
    variable("CONNECTPAY_GATEWAY_CALLS").unwrap_or(CALLS)
}

fn variable<T: FromStr>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    let value = text.parse();
    Some(value.unwrap_or_else(|_| panic!("{name} is `{text}`; expected a number")))
}
