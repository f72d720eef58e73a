//! When a call ends.

use std::time::Duration;

use tokio::time::Instant;

/// Longer limits would overflow when they are added to a point in time.
const AN_AGE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

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

    /// When an attempt that begins now ends, and the limit that this follows
    /// from: the one that was set, not what is left of it. That limit alone if no
    /// time is left.
    pub(super) fn of_attempt(&self, limit: Duration) -> Result<(Instant, Duration), Duration> {
        let now = Instant::now();
        let left = self.limit.saturating_sub(now.duration_since(self.begun));
        let set = if left < limit { self.limit } else { limit };
        let time = left.min(limit);
        if time.is_zero() {
            return Err(set);
        }
        Ok((now + time.min(AN_AGE), set))
    }
}
