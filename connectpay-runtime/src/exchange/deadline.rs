//! When a call ends.

use std::time::Duration;

use tokio::time::Instant;

use crate::clock::after;

pub(super) struct Deadline {
    pub(super) begun: Instant,
    pub(super) limit: Duration,
}

impl Deadline {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            begun: Instant::now(),
            limit,
        }
    }

    pub(super) fn left(&self) -> Duration {
        self.limit.saturating_sub(self.begun.elapsed())
    }

    /// When an attempt that begins now ends, and the limit that this follows from: the
    /// limit as it was set, not what is left of it. If no time is left, only that
    /// limit.
    pub(super) fn of_attempt(&self, limit: Duration) -> Result<(Instant, Duration), Duration> {
        let left = self.left();
        let set = if left < limit { self.limit } else { limit };
        let time = left.min(limit);
        if time.is_zero() {
            return Err(set);
        }
        Ok((after(time), set))
    }
}
