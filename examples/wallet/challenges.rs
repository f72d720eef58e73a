//! Challenges that wait for the user's code. They stay on the server: a form could bring
//! back an older state, in which fewer codes were refused or a verification whose answer
//! was lost is forgotten. A real wallet keeps them in a database that its machines share.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use connectpay::sca::{Challenge, Next};
use connectpay::{EncryptionKeys, Result};

/// A row for each owner of a challenge.
#[derive(Default)]
pub struct Challenges(Mutex<HashMap<String, Row>>);

struct Row {
    /// Goes up with each change, so that nobody overwrites what he has not read.
    version: u64,
    sealed: Vec<u8>,
    is_taken: bool,
    since: SystemTime,
}

/// A challenge and the row that it was read from.
pub struct Kept {
    pub challenge: Challenge,
    owner: String,
    version: u64,
    is_taken: bool,
    since: SystemTime,
}

impl Kept {
    /// What comes next. Nobody knows what became of a code while somebody else has the
    /// challenge, or if a process ended that had it.
    pub fn next(&self) -> Next {
        if self.is_taken {
            Next::AskForStatus
        } else {
            self.challenge.next()
        }
    }

    /// How long the row has been as it is.
    pub fn age(&self) -> Duration {
        self.since.elapsed().unwrap_or_default()
    }

    /// What the state of the payment says of the last code.
    pub fn settle(&mut self, was_accepted: bool) {
        self.challenge.settle(was_accepted);
        // An accepted code ends the challenge, so it goes to nobody else.
        self.is_taken &= was_accepted;
    }
}

impl Challenges {
    /// Keeps a new challenge, in place of any that its owner had.
    pub fn keep(&self, owner: &str, challenge: &Challenge, keys: &EncryptionKeys) -> Result<()> {
        let sealed = challenge.seal(owner, keys)?;
        let mut rows = self.rows();
        let row = Row {
            version: rows.get(owner).map_or(0, |row| row.version + 1),
            sealed,
            is_taken: false,
            since: SystemTime::now(),
        };
        rows.insert(owner.to_owned(), row);
        Ok(())
    }

    pub fn read(&self, owner: &str, keys: &EncryptionKeys) -> Result<Option<Kept>> {
        let rows = self.rows();
        let Some(row) = rows.get(owner) else {
            return Ok(None);
        };
        Ok(Some(Kept {
            challenge: Challenge::resume(&row.sealed, owner, keys)?,
            owner: owner.to_owned(),
            version: row.version,
            is_taken: row.is_taken,
            since: row.since,
        }))
    }

    /// Takes a challenge in order to have a code sent. `None` if there is none, if it
    /// allows no such step, or if somebody else has it.
    pub fn take_to_send(&self, owner: &str, keys: &EncryptionKeys) -> Result<Option<Kept>> {
        let Some(kept) = self.free(owner, keys)? else {
            return Ok(None);
        };
        let sealed = kept.challenge.seal(owner, keys)?;
        Ok(self.take(kept, sealed))
    }

    /// Takes a challenge in order to have a code verified. If this process then ends, the
    /// code counts as one that was tried.
    pub fn take_to_verify(&self, owner: &str, keys: &EncryptionKeys) -> Result<Option<Kept>> {
        let Some(kept) = self.free(owner, keys)? else {
            return Ok(None);
        };
        let sealed = kept.challenge.seal_for_verification(owner, keys)?;
        Ok(self.take(kept, sealed))
    }

    fn free(&self, owner: &str, keys: &EncryptionKeys) -> Result<Option<Kept>> {
        let kept = self.read(owner, keys)?;
        Ok(kept.filter(|kept| matches!(kept.next(), Next::SendCode | Next::AskForCode)))
    }

    fn take(&self, mut kept: Kept, sealed: Vec<u8>) -> Option<Kept> {
        let is_taken = self.swap(&kept, |row| {
            row.sealed = sealed;
            row.is_taken = true;
        });
        kept.version += 1;
        is_taken.then_some(kept)
    }

    /// Puts a challenge back as it is after the step. If that fails, or if the row has
    /// changed since, the row stays as it is: it never goes back to before the step.
    pub fn put_back(&self, kept: &Kept, keys: &EncryptionKeys) -> Result<()> {
        let sealed = kept.challenge.seal(&kept.owner, keys)?;
        self.swap(kept, |row| {
            row.sealed = sealed;
            row.is_taken = kept.is_taken;
        });
        Ok(())
    }

    /// Changes the row if it is the one that was read. In SQL: `UPDATE … SET version =
    /// version + 1, … WHERE owner = ? AND version = ?`.
    fn swap(&self, kept: &Kept, change: impl FnOnce(&mut Row)) -> bool {
        let mut rows = self.rows();
        let row = rows.get_mut(&kept.owner);
        let Some(row) = row.filter(|row| row.version == kept.version) else {
            return false;
        };
        change(row);
        row.version += 1;
        row.since = SystemTime::now();
        true
    }

    fn rows(&self) -> MutexGuard<'_, HashMap<String, Row>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
