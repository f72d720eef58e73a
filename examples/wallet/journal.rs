//! What was sent, written down before it is sent: after a crash, or an answer that
//! never came, it says which reference to ask for. In a database, in a real wallet.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is known of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It may have been sent. ConnectPay knows by the reference.
    Begun,
    /// It was received under this number.
    Received(String),
    /// It certainly was not, so it may be paid anew, under another reference.
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

    /// Nothing of another user's.
    pub fn read(&self, user: &str, reference: &str) -> Option<Entry> {
        let key = (user.to_owned(), reference.to_owned());
        self.entries().get(&key).cloned()
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<(String, String), Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
