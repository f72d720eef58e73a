//! A call sees the state at its beginning or later, and nothing older.

use std::time::Duration;

use connectpay::BoxError;
use connectpay::tokens::{Fence, IssuedTokens, Lock, MemoryTokenStore, TokenStore};
use tokio::time::sleep;

use crate::login::{Example as _, Login};

/// Reads at once and answers late.
#[derive(Clone, Default)]
struct Slow(MemoryTokenStore);

impl TokenStore for Slow {
    async fn load(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        let loaded = self.0.load(user).await;
        sleep(Duration::from_millis(100)).await;
        loaded
    }

    async fn peek(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        self.0.peek(user).await
    }

    async fn try_lock(&self, user: &str, limit: Duration) -> Result<Lock, BoxError> {
        self.0.try_lock(user, limit).await
    }

    async fn store(&self, user: &str, t: &IssuedTokens, fence: Fence) -> Result<bool, BoxError> {
        self.0.store(user, t, fence).await
    }

    async fn unlock(&self, user: &str, fence: Fence, rest: Duration) -> Result<(), BoxError> {
        self.0.unlock(user, fence, rest).await
    }

    async fn end(&self, user: &str, tokens: &IssuedTokens) -> Result<bool, BoxError> {
        self.0.end(user, tokens).await
    }

    async fn replace(&self, user: &str, tokens: Option<&IssuedTokens>) -> Result<(), BoxError> {
        self.0.replace(user, tokens).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_begins_after_a_logout_does_not_join_an_older_look_into_the_store() {
    let (store, login) = (Slow::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    let older = tokio::spawn(session.things());
    sleep(Duration::from_millis(50)).await;
    store.replace("ann", None).await.unwrap();
    assert!(session.things().await.unwrap_err().is_session_expired());
    older.await.unwrap().unwrap();
    assert_eq!(login.sent(), ["ann.0"; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_begins_after_a_login_does_not_join_an_older_look_into_the_store() {
    let (store, login) = (Slow::default(), Login::of("ann"));
    let session = login.session(store.clone());
    let older = tokio::spawn(session.things());
    sleep(Duration::from_millis(50)).await;
    store.replace("ann", Some(&login.first())).await.unwrap();
    session.things().await.unwrap();
    assert!(older.await.unwrap().unwrap_err().is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn calls_that_begin_amid_a_look_share_the_next_one() {
    let (store, login) = (Slow::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store);
    let begun = tokio::time::Instant::now();
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(session.things())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(begun.elapsed(), Duration::from_millis(200));
}
