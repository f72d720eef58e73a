//! The pauses between attempts to reach a store, and between attempts to get a lock.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};

pub(super) const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Pauses that grow up to the longest one. The sequence does not end.
pub(super) fn pauses() -> impl Iterator<Item = Duration> + Send {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(20))
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times()
        .build()
}
