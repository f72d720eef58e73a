//! The one seam through which the library sees time.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A hundred years: nobody waits that long, and a longer time could overflow when it is
/// added to a point in time or subtracted from one.
const AN_AGE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The point in time that is this far from now.
pub(crate) fn after(duration: Duration) -> Instant {
    Instant::now() + duration.min(AN_AGE)
}

/// A point in time by both clocks.
///
/// The monotonic clock may stand still while a machine sleeps, and the wall clock may
/// jump, so a token has ended as soon as either clock says so. Tests move the monotonic
/// clock with `tokio::time::advance`.
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

    /// The moment that is this long before. If one of the clocks does not reach back so
    /// far, the other one decides.
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

    /// How long ago this moment was, by the clock that moved further.
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
