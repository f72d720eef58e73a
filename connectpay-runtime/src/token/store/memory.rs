//! Tokens that the sessions of one process share.

use std::collections::HashMap;
use std::fmt;
use std::future::{Future, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Fence, TokenStore};
use crate::error::BoxError;
use crate::token::IssuedTokens;

/// Keeps users' tokens in the memory of this process: for sessions that are
/// opened anew for each request of one machine. Clones share what they keep.
///
/// ```
/// use connectpay::{AccessToken, IssuedTokens, MemoryTokenStore, TokenStore as _};
///
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let store = MemoryTokenStore::new();
/// let tokens = IssuedTokens::new(AccessToken::new("abc")?);
/// store.replace("user-7", Some(&tokens)).await?;
/// assert!(store.load("user-7").await?.is_some());
/// assert!(store.load("user-8").await?.is_none());
/// # Ok::<(), connectpay::BoxError>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Default)]
pub struct MemoryTokenStore(Arc<Mutex<Users>>);

#[derive(Default)]
struct Users {
    entries: HashMap<String, Entry>,
    last_fence: u64,
    /// With how many entries those that have ended are looked for.
    sweep_at: usize,
}

#[derive(Default)]
struct Entry {
    tokens: Option<IssuedTokens>,
    written: Option<Fence>,
    lock: Option<(Fence, Instant)>,
}

impl Entry {
    fn is_locked(&self) -> bool {
        self.lock.is_some_and(|(_, until)| Instant::now() < until)
    }

    fn tokens(&self) -> Option<&IssuedTokens> {
        let tokens = self.tokens.as_ref();
        tokens.filter(|tokens| !tokens.access_token().is_expired())
    }
}

impl Users {
    fn next_fence(&mut self) -> Fence {
        self.last_fence += 1;
        Fence::new(self.last_fence)
    }

    fn entry(&mut self, user: &str) -> &mut Entry {
        if self.entries.len() >= self.sweep_at.max(64) {
            let is_used = |entry: &Entry| entry.is_locked() || entry.tokens().is_some();
            self.entries.retain(|_, entry| is_used(entry));
            self.sweep_at = self.entries.len() * 2;
        }
        self.entries.entry(user.to_owned()).or_default()
    }
}

impl MemoryTokenStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn users(&self) -> MutexGuard<'_, Users> {
        // Nothing that runs under the lock can panic half-way through a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryTokenStore {
    fn load(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send {
        let users = self.users();
        let tokens = users.entries.get(user).and_then(Entry::tokens).cloned();
        ready(Ok(tokens))
    }

    fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> impl Future<Output = Result<Option<Fence>, BoxError>> + Send {
        let mut users = self.users();
        let fence = users.next_fence();
        let entry = users.entry(user);
        let is_free = !entry.is_locked();
        if is_free {
            entry.lock = Some((fence, Instant::now() + limit));
        }
        ready(Ok(is_free.then_some(fence)))
    }

    fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        let mut users = self.users();
        let entry = users.entry(user);
        let is_newest = entry.written.is_none_or(|written| fence >= written);
        if is_newest {
            entry.tokens = Some(tokens.clone());
            entry.written = Some(fence);
        }
        ready(Ok(is_newest))
    }

    fn unlock(
        &self,
        user: &str,
        fence: Fence,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        if let Some(entry) = self.users().entries.get_mut(user) {
            entry.lock.take_if(|(holder, _)| *holder == fence);
        }
        ready(Ok(()))
    }

    fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        let mut users = self.users();
        let fence = users.next_fence();
        let entry = users.entry(user);
        entry.tokens = tokens.cloned();
        entry.written = Some(fence);
        ready(Ok(()))
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTokenStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_without_tokens_are_forgotten() {
        let mut users = Users::default();
        for number in 0..1_000 {
            users.entry(&number.to_string());
            assert!(users.entries.len() <= 64);
        }
    }

    #[tokio::test]
    async fn users_who_hold_a_lock_are_not_and_are_looked_through_ever_less_often() {
        let mut users = Users::default();
        for number in 0..65 {
            let fence = users.next_fence();
            let until = Instant::now() + Duration::from_secs(60);
            users.entry(&number.to_string()).lock = Some((fence, until));
        }
        assert_eq!(users.entries.len(), 65);
        assert_eq!(users.sweep_at, 128);
    }
}
