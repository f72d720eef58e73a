//! Whatever a duration of a store is set to, nothing panics.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay::tokens::{
    BoxTokenStore, IssuedTokens, Lock, MemoryTokenStore, SharedTokens, TokenStore,
};

use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

const EXTREMES: [Duration; 2] = [Duration::MAX, Duration::ZERO];

/// A store with these settings, and the life of its content.
async fn try_all(store: impl TokenStore + Clone, lives: Duration) {
    let login = Login::of("ann").lives(lives);
    for lock_limit in EXTREMES {
        store.replace("ann", Some(&login.first())).await.ok();
        let tokens = SharedTokens::new(store.clone(), "ann", login.clone());
        let session = login.session_of(tokens.lock_limit(lock_limit));
        for _ in 0..2 {
            session.things().await.ok();
        }
        let lock = store.try_lock("ann", lock_limit).await;
        if let Some(fence) = lock.ok().and_then(Lock::fence) {
            store.store("ann", &login.first(), fence).await.ok();
            store.unlock("ann", fence, lock_limit).await.ok();
        }
    }
}

#[tokio::test]
async fn every_duration_of_a_store_in_memory_may_be_without_end_or_zero() {
    for limit in EXTREMES {
        for lives in EXTREMES {
            try_all(MemoryTokenStore::new().inactivity_limit(limit), lives).await;
        }
    }
}

#[tokio::test]
async fn every_duration_of_a_store_in_redis_may_be_without_end_or_zero() {
    let Some(server) = RedisServer::start("durations").await else {
        return;
    };
    for limit in EXTREMES {
        for lives in EXTREMES {
            let store = server.store();
            try_all(store.clone().inactivity_limit(limit), lives).await;
            try_all(store.command_timeout(limit), lives).await;
        }
    }
}

#[tokio::test]
async fn without_end_is_not_shorter_than_what_ends() {
    let mut stores = vec![BoxTokenStore::new(
        MemoryTokenStore::new().inactivity_limit(Duration::MAX),
    )];
    let server = RedisServer::start("endless").await;
    stores.extend(server.iter().map(|server| {
        let store = server.store().inactivity_limit(Duration::MAX);
        BoxTokenStore::new(store.command_timeout(Duration::MAX))
    }));
    for store in stores {
        let token = AccessToken::new("abc").unwrap();
        let tokens = IssuedTokens::new(token.with_lifetime(Duration::MAX));
        store.replace("ann", Some(&tokens)).await.unwrap();
        let locked = store.try_lock("ann", Duration::MAX).await.unwrap();
        let again = store.try_lock("ann", Duration::MAX).await.unwrap();
        assert!(locked.fence().is_some() && again.fence().is_none());
        let loaded = store.load("ann").await.unwrap().unwrap();
        let (life, age) = (
            loaded.access_token().lifetime(),
            loaded.access_token().age(),
        );
        let left = life.saturating_sub(age);
        assert!(left > Duration::from_hours(24 * 365 * 50), "{left:?}");
    }
}
