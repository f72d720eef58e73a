//! A lock whose answer never comes or comes too late.

use std::time::Duration;

use connectpay::tokens::{Lock, RedisTokenStore, TokenStore as _};

use crate::redis_relay::RedisRelay;
use crate::redis_server::{RedisServer, keys};

/// No test waits for the end of such a lock. The number of milliseconds identifies it.
const LIMIT: Duration = Duration::from_millis(12_345_678);
const LIMIT_AS_SENT: &[u8] = b"12345678";

/// A server that knows the script, since somebody has asked for a lock before.
async fn behind_a_relay(test: &str) -> Option<(RedisServer, RedisRelay, RedisTokenStore)> {
    let server = RedisServer::start(test).await?;
    let relay = RedisRelay::to(&server);
    let store = RedisTokenStore::new(relay.url(), keys()).unwrap();
    assert!(
        store
            .try_lock("bob", LIMIT)
            .await
            .unwrap()
            .fence()
            .is_some()
    );
    Some((server, relay, store))
}

#[tokio::test]
async fn a_lock_whose_answer_was_lost_is_its_holders() {
    let Some((_server, relay, store)) = behind_a_relay("lost-answer").await else {
        return;
    };
    relay.lose_answers_to(LIMIT_AS_SENT, 1, Duration::ZERO);
    let lock = store.try_lock("ann", LIMIT).await.unwrap();
    assert!(relay.has_lost_all());
    assert_eq!(store.try_lock("ann", LIMIT).await.unwrap(), Lock::Busy);
    let fence = lock.fence().expect("its holder does not know of it");
    store.unlock("ann", fence, Duration::ZERO).await.unwrap();
    is_free(&store).await;
}

#[tokio::test]
async fn a_lock_that_is_given_when_nobody_waits_for_it_any_more_is_nobodys() {
    let Some((_server, relay, store)) = behind_a_relay("late-lock").await else {
        return;
    };
    let store = store.command_timeout(Duration::from_millis(500));
    let late = Duration::from_millis(1_500);
    relay.lose_answers_to(LIMIT_AS_SENT, 1, late);
    let error = store.try_lock("ann", LIMIT).await.unwrap_err();
    assert!(error.to_string().contains("in time"), "{error}");
    // The server has the command by now.
    tokio::time::sleep(late).await;
    is_free(&store).await;
}

#[tokio::test]
async fn a_lock_whose_answers_were_all_lost_is_given_back() {
    let Some((_server, relay, store)) = behind_a_relay("lost-answers").await else {
        return;
    };
    relay.lose_answers_to(LIMIT_AS_SENT, 2, Duration::ZERO);
    let error = store.try_lock("ann", LIMIT).await.unwrap_err();
    assert!(error.to_string().contains("reached"), "{error}");
    assert!(relay.has_lost_all());
    is_free(&store).await;
}

/// Waits a moment, and not until the end of a lock that nobody holds.
async fn is_free(store: &RedisTokenStore) {
    for _ in 0..100 {
        let lock = store.try_lock("ann", LIMIT).await.unwrap();
        if lock.fence().is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody has the lock, and nobody gets it");
}
