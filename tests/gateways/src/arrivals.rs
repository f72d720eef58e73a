//! What arrived at the application, request by request.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::request::Method;

/// How often one request arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Its head. As far as a client can know, the application acted on it.
    pub(crate) begun: usize,
    /// Its last byte as well.
    pub(crate) whole: usize,
}

/// What arrived, across restarts of the application.
#[derive(Clone, Default)]
pub(crate) struct Arrivals(Arc<Shared>);

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

#[derive(Default)]
struct Seen {
    counts: HashMap<(String, String), Count>,
    whole: usize,
    has_load_ended: bool,
}

impl Arrivals {
    /// Reads a line of the application: `begun POST 17` or `whole POST 17`.
    pub(crate) fn note(&self, line: &str) {
        let mut words = line.split(' ').map(str::to_owned);
        let (Some(what), Some(method), Some(reference)) =
            (words.next(), words.next(), words.next())
        else {
            panic!("the application wrote `{line}`");
        };
        let mut seen = self.seen();
        let count = seen.counts.entry((method, reference)).or_default();
        match what.as_str() {
            "begun" => count.begun += 1,
            "whole" => {
                count.whole += 1;
                seen.whole += 1;
            }
            _ => panic!("the application wrote `{line}`"),
        }
        drop(seen);
        self.0.changed.notify_all();
    }

    /// How often a request with this reference arrived.
    pub(crate) fn of(&self, method: Method, reference: usize) -> Count {
        let key = (method.as_str().to_owned(), reference.to_string());
        self.seen().counts.get(&key).copied().unwrap_or_default()
    }

    /// Requests that nobody made, with another method or another reference.
    pub(crate) fn strays(&self, method: Method, calls: usize) -> Vec<String> {
        let is_known = |reference: &str| reference.parse().is_ok_and(|id: usize| id < calls);
        self.seen()
            .counts
            .keys()
            .filter(|(of, reference)| of != method.as_str() || !is_known(reference))
            .map(|(of, reference)| format!("{of} {reference}"))
            .collect()
    }

    /// Waits until this many whole requests have arrived, or until this time. Returns
    /// `false` if the load has ended.
    pub(crate) fn wait_for(&self, whole: usize, end: Option<Instant>) -> bool {
        let is_awaited = |seen: &mut Seen| seen.whole < whole && !seen.has_load_ended;
        let changed = &self.0.changed;
        let seen = match end {
            None => changed
                .wait_while(self.seen(), is_awaited)
                .unwrap_or_else(PoisonError::into_inner),
            Some(end) => {
                let time = end.saturating_duration_since(Instant::now());
                let waited = changed.wait_timeout_while(self.seen(), time, is_awaited);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        !seen.has_load_ended
    }

    /// Tells waiters that no more will arrive.
    pub(crate) fn load_has_ended(&self) {
        self.seen().has_load_ended = true;
        self.0.changed.notify_all();
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
