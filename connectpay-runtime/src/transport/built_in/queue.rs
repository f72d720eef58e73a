//! The calls that wait for a connection, in the order in which they began, so that a
//! call that lost its connection is not behind calls that came later.

use std::collections::BTreeMap;

use tokio::sync::oneshot;
use tokio::time::Instant;

/// When a call began, and a number that distinguishes calls that began together.
pub(super) type Turn = (Instant, u64);

pub(super) struct Queue<T> {
    waiting: BTreeMap<Turn, oneshot::Sender<T>>,
    number: u64,
}

/// What a waiting call is to receive.
#[must_use = "nobody gets it before it is delivered"]
pub(super) struct Delivery<T> {
    to: oneshot::Sender<T>,
    what: T,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            number: 0,
        }
    }
}

impl<T> Queue<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn enter(&mut self, since: Instant) -> (Turn, oneshot::Receiver<T>) {
        let (sender, receiver) = oneshot::channel();
        self.number += 1;
        let turn = (since, self.number);
        self.waiting.insert(turn, sender);
        (turn, receiver)
    }

    pub(super) fn leave(&mut self, turn: Turn) {
        self.waiting.remove(&turn);
    }

    /// Serves the waiting calls in order, as long as there is something to give and a
    /// call to take it.
    pub(super) fn serve(&mut self, mut next: impl FnMut() -> Option<T>) -> Vec<Delivery<T>> {
        let mut deliveries = Vec::new();
        while let Some(first) = self.waiting.first_entry() {
            if first.get().is_closed() {
                first.remove();
                continue;
            }
            let Some(what) = next() else { break };
            let to = first.remove();
            deliveries.push(Delivery { to, what });
        }
        deliveries
    }

    /// Gives all waiting calls the same.
    pub(super) fn dismiss(&mut self, mut what: impl FnMut() -> T) -> Vec<Delivery<T>> {
        std::mem::take(&mut self.waiting)
            .into_values()
            .map(|to| Delivery { to, what: what() })
            .collect()
    }
}

/// Delivers. Do not call it under a lock that dropping a `T` takes: if a call has gone
/// away in the meantime, its `T` is dropped here.
pub(super) fn deliver<T>(deliveries: Vec<Delivery<T>>) {
    for Delivery { to, what } in deliveries {
        drop(to.send(what));
    }
}
