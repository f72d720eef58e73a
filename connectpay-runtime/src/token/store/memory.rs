//! Tokens that the sessions of one process share.

use std::collections::HashMap;
use std::fmt;
use std::future::{Future, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Fence, INACTIVITY_LIMIT, Lock, TokenStore};
use crate::clock::after;
use crate::error::BoxError;
use crate::token::IssuedTokens;

/// Keeps users' tokens in the memory of this process, for applications on one machine
/// that open a session for each request. Clones share what they keep.
///
/// It measures the limit of inactivity with the monotonic clock, so a step of the wall
/// clock logs nobody out. Some systems, such as Linux, stop the monotonic clock while
/// the machine is suspended, and a session then outlives its limit by that time. A
/// session that has ended is dropped at the next question about its user, or when there
/// are twice as many users as the last sweep left. Until then its tokens may stay in
/// memory.
///
/// ```
/// use connectpay::AccessToken;
/// use connectpay::tokens::{IssuedTokens, MemoryTokenStore, TokenStore as _};
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
#[derive(Clone)]
pub struct MemoryTokenStore {
    users: Arc<Mutex<Users>>,
    inactivity_limit: Duration,
}

#[derive(Default)]
struct Users {
    entries: HashMap<String, Entry>,
    last_fence: u64,
    /// The number of entries at which the next sweep looks for sessions that have
    /// ended.
    sweep_at: usize,
}

#[derive(Default)]
struct Entry {
    session: Option<Stored>,
    written: Option<Fence>,
    lock: Option<Holder>,
}

/// Who holds a lock, and until when.
struct Holder {
    fence: Fence,
    until: Instant,
    /// The holder has given the lock back, and nobody gets it before its end.
    is_resting: bool,
}

/// A user's tokens, and the user's last call.
struct Stored {
    tokens: IssuedTokens,
    /// The login service no longer takes their refresh token.
    has_ended: bool,
    used: Instant,
    limit: Duration,
}

impl Stored {
    fn is_over(&self) -> bool {
        self.used.elapsed() >= self.limit
    }
}

impl Entry {
    fn is_locked(&self) -> bool {
        self.holder().is_some()
    }

    fn holder(&self) -> Option<&Holder> {
        let holder = self.lock.as_ref();
        holder.filter(|holder| Instant::now() < holder.until)
    }

    fn session(&mut self) -> Option<&mut Stored> {
        self.session.take_if(|session| session.is_over());
        self.session.as_mut()
    }

    fn going_on(&mut self) -> Option<&mut Stored> {
        self.session().filter(|session| !session.has_ended)
    }
}

impl Users {
    fn next_fence(&mut self) -> Fence {
        self.last_fence += 1;
        Fence::new(self.last_fence)
    }

    fn entry(&mut self, user: &str) -> &mut Entry {
        if self.entries.len() >= self.sweep_at.max(64) {
            let is_used = |entry: &mut Entry| entry.is_locked() || entry.session().is_some();
            self.entries.retain(|_, entry| is_used(entry));
            self.sweep_at = self.entries.len() * 2;
        }
        self.entries.entry(user.to_owned()).or_default()
    }
}

impl MemoryTokenStore {
    /// Makes an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how long a user stays logged in after the last call. The default is 5
    /// minutes.
    #[must_use]
    pub fn inactivity_limit(mut self, limit: Duration) -> Self {
        self.inactivity_limit = limit;
        self
    }

    fn used_now(&self, tokens: &IssuedTokens) -> Stored {
        Stored {
            tokens: tokens.clone(),
            has_ended: false,
            used: Instant::now(),
            limit: self.inactivity_limit,
        }
    }

    fn users(&self) -> MutexGuard<'_, Users> {
        // Nothing that runs under the lock can panic halfway through a change.
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryTokenStore {
    fn default() -> Self {
        Self {
            users: Arc::default(),
            inactivity_limit: INACTIVITY_LIMIT,
        }
    }
}

impl TokenStore for MemoryTokenStore {
    fn load(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send {
        let mut users = self.users();
        let session = users.entries.get_mut(user).and_then(Entry::going_on);
        let tokens = session.map(|session| {
            session.used = Instant::now();
            session.limit = self.inactivity_limit;
            session.tokens.clone()
        });
        ready(Ok(tokens))
    }

    fn peek(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send {
        let mut users = self.users();
        let session = users.entries.get_mut(user).and_then(Entry::going_on);
        ready(Ok(session.map(|session| session.tokens.clone())))
    }

    fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> impl Future<Output = Result<Lock, BoxError>> + Send {
        let mut users = self.users();
        let fence = users.next_fence();
        let entry = users.entry(user);
        ready(Ok(match entry.holder() {
            Some(holder) if holder.is_resting => Lock::Resting,
            Some(_) => Lock::Busy,
            None => {
                entry.lock = Some(Holder {
                    fence,
                    until: after(limit),
                    is_resting: false,
                });
                Lock::Held(fence)
            }
        }))
    }

    fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        let mut users = self.users();
        let stored = users.entries.get_mut(user).is_some_and(|entry| {
            let is_newest = entry.written.is_none_or(|written| fence >= written);
            let session = entry.session().filter(|_| is_newest);
            let Some(session) = session else { return false };
            session.tokens = tokens.clone();
            session.has_ended = false;
            entry.written = Some(fence);
            true
        });
        ready(Ok(stored))
    }

    fn unlock(
        &self,
        user: &str,
        fence: Fence,
        rest: Duration,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        if let Some(entry) = self.users().entries.get_mut(user) {
            if let Some(holder) = entry.lock.as_mut().filter(|it| it.fence == fence) {
                holder.until = after(rest);
                holder.is_resting = true;
            }
        }
        ready(Ok(()))
    }

    fn end(
        &self,
        user: &str,
        tokens: &IssuedTokens,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        let mut users = self.users();
        let session = users.entries.get_mut(user).and_then(Entry::going_on);
        ready(Ok(session.is_none_or(|session| {
            session.has_ended = session.tokens.is_same(tokens);
            session.has_ended
        })))
    }

    fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        let mut users = self.users();
        let fence = users.next_fence();
        let entry = users.entry(user);
        entry.session = tokens.map(|tokens| self.used_now(tokens));
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
            users.entry(&number.to_string()).lock = Some(Holder {
                fence,
                until: after(Duration::from_secs(60)),
                is_resting: false,
            });
        }
        assert_eq!(users.entries.len(), 65);
        assert_eq!(users.sweep_at, 128);
    }
}
