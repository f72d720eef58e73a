//! The one seam through which the library sees time.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A hundred years, which nobody waits for. Longer times would overflow when they are
/// added to a point in time, or taken from it.
const AN_AGE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// A point in time so far from now.
pub(crate) fn after(duration: Duration) -> Instant {
    Instant::now() + duration.min(AN_AGE)
}

/// A point in time by both clocks.
///
/// The monotonic clock may stand still while a machine sleeps, the wall clock
/// may jump; a token has ended when either says so. Tests move the monotonic
/// one with `tokio::time::advance`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    monotonic: Instant,
    wall: SystemTime,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self {
            monotonic: Instant::now(),
            wall: SystemTime::now(),
        }
    }

    /// So long before this. One of the clocks may not reach back so far; the
    /// other then tells.
    pub(crate) fn before(self, duration: Duration) -> Self {
        let duration = duration.min(AN_AGE);
        Self {
            monotonic: self
                .monotonic
                .checked_sub(duration)
                .unwrap_or(self.monotonic),
            wall: self.wall.checked_sub(duration).unwrap_or(self.wall),
        }
    }

    /// How long ago that was, by the clock that moved further.
    pub(crate) fn elapsed(&self) -> Duration {
        let wall = self.wall.elapsed().unwrap_or_default();
        self.monotonic.elapsed().max(wall)
    }

    /// The earlier of the two.
    pub(crate) fn min(self, other: Self) -> Self {
        if self.elapsed() >= other.elapsed() {
            self
        } else {
            other
        }
    }
}
