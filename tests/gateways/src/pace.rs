//! How long a worker waits between its calls.

use std::time::Duration;

/// A wait between two calls of one worker, drawn evenly from a range, so that
/// calls meet whatever a gateway does after a fixed time.
///
/// Each worker then has a client of its own, as one of many machines with little
/// to do: in a pool the connection that was used last is taken first, so where
/// workers share one, how many calls meet an old connection is mostly chance.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The shortest wait.
    pub from: Duration,
    /// The longest wait.
    pub to: Duration,
}

impl Pace {
    /// A wait of this range.
    pub(crate) fn draw(self) -> Duration {
        let spread = self.to.saturating_sub(self.from);
        self.from + spread.mul_f64(fastrand::f64())
    }
}
