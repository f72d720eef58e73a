//! Payments, recorded before they are sent. After a crash, or if an answer never came,
//! the journal says which reference to ask for. A real wallet keeps it in a database.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// By user and reference.
#[derive(Default)]
pub struct Journal(Mutex<HashMap<(String, String), Entry>>);

impl Journal {
    pub fn write(&self, user: &str, reference: &str, entry: Entry) {
        let key = (user.to_owned(), reference.to_owned());
        self.entries().insert(key, entry);
    }

    /// Finds nothing that belongs to another user.
    pub fn read(&self, user: &str, reference: &str) -> Option<Entry> {
        let key = (user.to_owned(), reference.to_owned());
        self.entries().get(&key).cloned()
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<(String, String), Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
