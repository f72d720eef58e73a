//! What a store does with a session whose refresh token the login service no longer
//! takes.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay::tokens::{IssuedTokens, MemoryTokenStore, RedisTokenStore, TokenStore};

use crate::redis_relay::RedisRelay;
use crate::redis_server::{RedisServer, keys};

const MINUTE: Duration = Duration::from_mins(1);

fn tokens(access: &str, refresh: &str) -> IssuedTokens {
    IssuedTokens::new(AccessToken::new(access).unwrap()).with_refresh_token(refresh)
}

async fn access(store: &impl TokenStore) -> Option<String> {
    let loaded = store.load("ann").await.unwrap();
    assert_eq!(loaded.is_some(), store.peek("ann").await.unwrap().is_some());
    Some(loaded?.access_token().expose_secret().to_owned())
}

async fn ends_with_its_tokens_alone(store: impl TokenStore) {
    let (first, second) = (tokens("a", "1"), tokens("b", "2"));
    // Without a session, it is over.
    assert!(store.end("ann", &first).await.unwrap());
    store.replace("ann", Some(&first)).await.unwrap();
    let lock = store.try_lock("ann", MINUTE).await.unwrap();
    let fence = lock.fence().unwrap();

    // Other tokens are stored, by another login or by a refresh that gave the same
    // access token.
    assert!(!store.end("ann", &second).await.unwrap());
    assert!(!store.end("ann", &tokens("a", "2")).await.unwrap());
    assert_eq!(access(&store).await.as_deref(), Some("a"));

    // Doing it twice has the effect of once.
    assert!(store.end("ann", &first).await.unwrap());
    assert!(store.end("ann", &first).await.unwrap());
    assert_eq!(access(&store).await, None);

    // The tokens that they were spent for come late and are valid.
    assert!(store.store("ann", &second, fence).await.unwrap());
    assert_eq!(access(&store).await.as_deref(), Some("b"));
    assert!(!store.end("ann", &first).await.unwrap());

    // They do not count after a logout, nor over another login.
    assert!(store.end("ann", &second).await.unwrap());
    store.replace("ann", None).await.unwrap();
    assert!(!store.store("ann", &second, fence).await.unwrap());
    assert!(store.end("ann", &second).await.unwrap());
    store.replace("ann", Some(&first)).await.unwrap();
    assert!(!store.store("ann", &second, fence).await.unwrap());
    assert_eq!(access(&store).await.as_deref(), Some("a"));
}

#[tokio::test]
async fn a_session_ends_with_its_tokens_alone_in_memory() {
    ends_with_its_tokens_alone(MemoryTokenStore::new()).await;
}

#[tokio::test]
async fn a_session_ends_with_its_tokens_alone_in_redis() {
    if let Some(server) = RedisServer::start("end").await {
        ends_with_its_tokens_alone(server.store()).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_that_has_ended_is_not_prolonged_in_memory() {
    let (store, first) = (MemoryTokenStore::new(), tokens("a", "1"));
    store.replace("ann", Some(&first)).await.unwrap();
    let lock = store.try_lock("ann", MINUTE * 10).await.unwrap();
    store.end("ann", &first).await.unwrap();
    for _ in 0..5 {
        tokio::time::advance(MINUTE).await;
        assert_eq!(access(&store).await, None);
    }
    let late = store.store("ann", &first, lock.fence().unwrap()).await;
    assert!(!late.unwrap(), "it is over by its limit");
}

#[tokio::test]
async fn a_session_that_has_ended_is_not_prolonged_in_redis() {
    let Some(server) = RedisServer::start("end-limit").await else {
        return;
    };
    let (store, first) = (server.store(), tokens("a", "1"));
    store.replace("ann", Some(&first)).await.unwrap();
    let key = "connectpay:token:{ann}";
    let _: i64 = server.ask(&["PEXPIRE", key, "50000"]).await;
    store.end("ann", &first).await.unwrap();
    assert_eq!(access(&store).await, None);
    let left: i64 = server.ask(&["PTTL", key]).await;
    assert!((1..=50_000).contains(&left), "{left}");
}

/// The change happens after the session was read and before it ends.
#[tokio::test]
async fn what_is_stored_amid_the_end_of_a_session_is_not_ended() {
    let Some(server) = RedisServer::start("end-amid").await else {
        return;
    };
    let relay = RedisRelay::to(&server);
    let behind = RedisTokenStore::new(relay.url(), keys()).unwrap();
    let (first, second) = (tokens("a", "1"), tokens("b", "2"));
    // This makes the server know the script.
    behind.replace("bob", Some(&first)).await.unwrap();
    assert!(behind.end("bob", &first).await.unwrap());

    behind.replace("ann", Some(&first)).await.unwrap();
    let stored: Vec<u8> = server
        .ask(&["HGET", "connectpay:token:{ann}", "tokens"])
        .await;
    relay.lose_answers_to(&stored, 1, Duration::from_secs(1));
    let ending = tokio::spawn(async move { behind.end("ann", &first).await });
    while !relay.has_lost_all() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let store = server.store();
    store.replace("ann", Some(&second)).await.unwrap();
    assert!(!ending.await.unwrap().unwrap());
    assert_eq!(access(&store).await.as_deref(), Some("b"));
}
