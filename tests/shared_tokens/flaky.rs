//! A store that can be reached only sometimes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::BoxError;
use connectpay::tokens::{Fence, IssuedTokens, Lock, MemoryTokenStore, TokenStore};

/// A store that cannot be reached while `is_down`, and that changes only its locks
/// while `is_read_only`.
#[derive(Clone, Default)]
pub(crate) struct Flaky {
    pub(crate) inner: MemoryTokenStore,
    is_down: Arc<AtomicBool>,
    is_read_only: Arc<AtomicBool>,
    /// How many reads fail before one succeeds.
    failing_looks: Arc<AtomicUsize>,
    /// The delay of each answer.
    lock_takes: Arc<Mutex<Duration>>,
    /// How often it was asked to store something.
    stores: Arc<AtomicUsize>,
}

impl Flaky {
    pub(crate) fn set_down(&self, is_down: bool) {
        self.is_down.store(is_down, Ordering::SeqCst);
    }

    pub(crate) fn set_lock_takes(&self, takes: Duration) {
        *self.lock_takes.lock().unwrap() = takes;
    }

    pub(crate) fn stores(&self) -> usize {
        self.stores.load(Ordering::SeqCst)
    }

    pub(crate) fn set_read_only(&self, is_read_only: bool) {
        self.is_read_only.store(is_read_only, Ordering::SeqCst);
    }

    pub(crate) fn set_failing_looks(&self, count: usize) {
        self.failing_looks.store(count, Ordering::SeqCst);
    }

    fn check_looks(&self) -> Result<(), BoxError> {
        let left = self.failing_looks.load(Ordering::SeqCst);
        if left > 0 {
            self.failing_looks.store(left - 1, Ordering::SeqCst);
            return Err("the connection was reset".into());
        }
        self.check()
    }

    fn check_writes(&self) -> Result<(), BoxError> {
        if self.is_read_only.load(Ordering::SeqCst) {
            return Err("the store is read-only".into());
        }
        self.check()
    }

    fn check(&self) -> Result<(), BoxError> {
        if self.is_down.load(Ordering::SeqCst) {
            return Err("the store is down".into());
        }
        Ok(())
    }
}

impl TokenStore for Flaky {
    async fn load(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        self.check_looks()?;
        self.inner.load(user).await
    }

    async fn peek(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        self.check_looks()?;
        self.inner.peek(user).await
    }

    async fn try_lock(&self, user: &str, limit: Duration) -> Result<Lock, BoxError> {
        self.check()?;
        let lock = self.inner.try_lock(user, limit).await;
        let takes = *self.lock_takes.lock().unwrap();
        tokio::time::sleep(takes).await;
        lock
    }

    async fn store(&self, user: &str, t: &IssuedTokens, fence: Fence) -> Result<bool, BoxError> {
        self.stores.fetch_add(1, Ordering::SeqCst);
        self.check_writes()?;
        self.inner.store(user, t, fence).await
    }

    async fn unlock(&self, user: &str, fence: Fence, rest: Duration) -> Result<(), BoxError> {
        self.check()?;
        self.inner.unlock(user, fence, rest).await
    }

    async fn end(&self, user: &str, tokens: &IssuedTokens) -> Result<bool, BoxError> {
        self.check_writes()?;
        self.inner.end(user, tokens).await
    }

    async fn replace(&self, user: &str, tokens: Option<&IssuedTokens>) -> Result<(), BoxError> {
        self.check()?;
        self.inner.replace(user, tokens).await
    }
}
