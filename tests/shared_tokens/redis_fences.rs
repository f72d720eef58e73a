//! A lock has one holder at a time, and fences say which holder is newer.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay::tokens::{Fence, IssuedTokens, Lock, RedisTokenStore, TokenStore as _};
use futures_util::future::join_all;

use crate::redis_server::RedisServer;

const MINUTE: Duration = Duration::from_mins(1);

fn tokens(text: &str) -> IssuedTokens {
    IssuedTokens::new(AccessToken::new(text).unwrap())
}

/// The fence of a lock that is free.
async fn fence_of(store: &RedisTokenStore, limit: Duration) -> Fence {
    let lock = store.try_lock("ann", limit).await;
    lock.unwrap().fence().unwrap()
}

#[tokio::test]
async fn a_lock_has_one_holder_ends_by_itself_and_its_fence_grows() {
    let Some(server) = RedisServer::start("lock").await else {
        return;
    };
    let store = server.store();
    let locks = join_all((0..100).map(|_| store.try_lock("ann", MINUTE))).await;
    let fences = locks.into_iter().filter_map(|lock| lock.unwrap().fence());
    let fences: Vec<_> = fences.collect();
    let [first] = fences[..] else {
        panic!("{} hold the lock", fences.len());
    };
    // Another's lock is not given back.
    let other = Fence::new(first.get() + 1);
    store.unlock("ann", other, Duration::ZERO).await.unwrap();
    assert_eq!(store.try_lock("ann", MINUTE).await.unwrap(), Lock::Busy);
    store.unlock("ann", first, Duration::ZERO).await.unwrap();
    let second = fence_of(&store, Duration::from_millis(50)).await;
    assert!(second > first);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(fence_of(&store, MINUTE).await > second);
}

#[tokio::test]
async fn only_the_newest_holder_of_a_lock_stores_and_only_into_a_session() {
    let Some(server) = RedisServer::start("newest").await else {
        return;
    };
    let store = server.store();
    let slow = fence_of(&store, Duration::from_millis(50)).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let newest = fence_of(&store, MINUTE).await;
    // Where there is no session, there is nothing to refresh.
    assert!(!store.store("ann", &tokens("new"), newest).await.unwrap());
    store.replace("ann", Some(&tokens("first"))).await.unwrap();
    store.unlock("ann", newest, Duration::ZERO).await.unwrap();
    let newest = fence_of(&store, MINUTE).await;
    // The holder that was too slow is not heard, and storing twice is storing once.
    assert!(store.store("ann", &tokens("new"), newest).await.unwrap());
    assert!(store.store("ann", &tokens("new"), newest).await.unwrap());
    assert!(!store.store("ann", &tokens("slow"), slow).await.unwrap());
    let loaded = store.load("ann").await.unwrap().unwrap();
    assert_eq!(loaded.access_token().expose_secret(), "new");
    // Neither is a holder that is left over from before a logout.
    store.replace("ann", None).await.unwrap();
    assert!(!store.store("ann", &tokens("new"), newest).await.unwrap());
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test]
async fn a_server_that_has_forgotten_everything_still_gives_newer_fences() {
    let Some(mut server) = RedisServer::start("forgotten").await else {
        return;
    };
    let store = server.store();
    let before = fence_of(&store, MINUTE).await;
    server.kill();
    server.start_again().await;
    let mut after = store.try_lock("ann", MINUTE).await;
    for _ in 0..50 {
        if after.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        after = store.try_lock("ann", MINUTE).await;
    }
    assert!(after.unwrap().fence().unwrap() > before);
}
