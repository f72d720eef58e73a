//! How long a worker waits between its calls.

use std::time::Duration;

/// A wait between two calls of one worker, a random time from a range, so that calls
/// meet whatever a gateway does after a fixed time.
///
/// Each worker then has a client of its own, like one of many machines with little to
/// do. A pool takes the most recently used connection first, so if workers shared a
/// pool, mostly chance would decide how many calls meet an old connection.
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
