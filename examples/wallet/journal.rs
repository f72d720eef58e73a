//! Payments, recorded before they are sent. After a crash, or if an answer never came,
//! the journal says which reference to ask for. A real wallet keeps it in a database.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::reference::Reference;

/// What is known about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It may have been sent. Ask ConnectPay by the reference.
    Begun,
    /// It was received under this number.
    Received(String),
    /// It certainly was not received, so the user may pay again with another reference.
    NotDone,
}

/// By user and reference, which are a unique key.
#[derive(Default)]
pub struct Journal(Mutex<HashMap<(String, Reference), Entry>>);

impl Journal {
    /// Notes a payment that is about to be sent. `false` if it is there already: then
    /// somebody sends it or has sent it, and nobody may send it again.
    #[must_use]
    pub fn begin(&self, user: &str, reference: Reference) -> bool {
        match self.entries().entry((user.to_owned(), reference)) {
            Vacant(row) => {
                row.insert(Entry::Begun);
                true
            }
            Occupied(_) => false,
        }
    }

    pub fn received(&self, user: &str, reference: Reference, number: &str) {
        self.conclude(user, reference, Entry::Received(number.to_owned()));
    }

    pub fn not_done(&self, user: &str, reference: Reference) {
        self.conclude(user, reference, Entry::NotDone);
    }

    /// Finds nothing that belongs to another user.
    pub fn read(&self, user: &str, reference: Reference) -> Option<Entry> {
        self.entries().get(&(user.to_owned(), reference)).cloned()
    }

    /// What was concluded about a payment stands.
    fn conclude(&self, user: &str, reference: Reference, conclusion: Entry) {
        let mut entries = self.entries();
        if let Some(entry @ Entry::Begun) = entries.get_mut(&(user.to_owned(), reference)) {
            *entry = conclusion;
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<(String, Reference), Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
