//! Payments, recorded before they are sent. After a crash, or if an answer never came,
//! the journal says which reference to ask for. A real wallet keeps it in a database.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::order::Order;
use crate::reference::Reference;

/// A payment that was begun.
#[derive(Clone)]
pub struct Entry {
    user: String,
    pub order: Order,
    pub progress: Progress,
    begun_at: SystemTime,
    /// Whether the bank has said that it is paid or will not be.
    has_ended: bool,
}

/// What is known about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It may have been sent. Ask ConnectPay by the reference.
    Begun,
    /// It was received under this number.
    Received(String),
    /// It certainly was not received, so the user may pay again with another reference.
    NotDone,
}

impl Entry {
    /// How long ago the payment was about to be sent.
    pub fn age(&self) -> Duration {
        self.begun_at.elapsed().unwrap_or_default()
    }
}

/// By reference, which is a unique key: no reference is sent twice, not even if another
/// user logs in with the form still open.
#[derive(Default)]
pub struct Journal(Mutex<HashMap<Reference, Entry>>);

impl Journal {
    /// Notes a payment that is about to be sent. `false` if it is there already: then
    /// somebody sends it or has sent it, and nobody may send it again.
    #[must_use]
    pub fn begin(&self, user: &str, order: &Order) -> bool {
        match self.entries().entry(order.reference) {
            Vacant(row) => {
                row.insert(Entry {
                    user: user.to_owned(),
                    order: order.clone(),
                    progress: Progress::Begun,
                    begun_at: SystemTime::now(),
                    has_ended: false,
                });
                true
            }
            Occupied(_) => false,
        }
    }

    pub fn received(&self, reference: Reference, number: &str) {
        self.conclude(reference, Progress::Received(number.to_owned()));
    }

    pub fn not_done(&self, reference: Reference) {
        self.conclude(reference, Progress::NotDone);
    }

    /// Notes that the payment's status will not change any more.
    pub fn ended(&self, reference: Reference) {
        if let Some(entry) = self.entries().get_mut(&reference) {
            entry.has_ended = true;
        }
    }

    /// The user's payments that are open or in doubt, the oldest first.
    pub fn unfinished(&self, user: &str) -> Vec<Entry> {
        let entries = self.entries();
        let unfinished = entries.values().filter(|entry| {
            entry.user == user && !entry.has_ended && entry.progress != Progress::NotDone
        });
        let mut unfinished: Vec<_> = unfinished.cloned().collect();
        unfinished.sort_by_key(|entry| entry.begun_at);
        unfinished
    }

    /// Finds nothing that belongs to another user.
    pub fn read(&self, user: &str, reference: Reference) -> Option<Entry> {
        let entries = self.entries();
        let entry = entries.get(&reference);
        entry.filter(|entry| entry.user == user).cloned()
    }

    /// What was concluded about a payment stands.
    fn conclude(&self, reference: Reference, conclusion: Progress) {
        let mut entries = self.entries();
        let entry = entries.get_mut(&reference);
        if let Some(entry) = entry.filter(|entry| entry.progress == Progress::Begun) {
            entry.progress = conclusion;
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<Reference, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
