//! The sandbox's own clock, which a test can move.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time since the sandbox began, plus what was added to it. Clones are the same
/// clock.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// `None` if the clock moves only by what is added.
    began: Option<Instant>,
    added: Arc<Mutex<Duration>>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self {
            began: Some(Instant::now()),
            added: Arc::default(),
        }
    }

    pub(crate) fn paused() -> Self {
        Self {
            began: None,
            added: Arc::default(),
        }
    }

    pub(crate) fn now(&self) -> Duration {
        let added = *self.added.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = self.began.map(|began| began.elapsed()).unwrap_or_default();
        elapsed.saturating_add(added)
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        *added = added.saturating_add(by);
    }
}
