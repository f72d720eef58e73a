//! How long a user stays logged in: until the limit of inactivity after the last
//! call, whatever the life of the access token.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay::tokens::{IssuedTokens, MemoryTokenStore, TokenStore};
use tokio::time::{Instant, advance, sleep, sleep_until};

use crate::login::{Example, Login};
use crate::redis_server::RedisServer;

/// When an active user calls, in seconds: never 5 minutes apart.
const CALLS: [u64; 6] = [0, 120, 240, 310, 600, 899];

#[tokio::test(start_paused = true)]
async fn a_user_who_calls_in_time_stays_logged_in_with_a_session_for_each_call() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let begun = Instant::now();
    for at in CALLS {
        sleep_until(begun + Duration::from_secs(at)).await;
        let called = login.session(store.clone()).things().await;
        called.unwrap_or_else(|error| panic!("at {at} s: {error:?}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_who_calls_in_time_stays_logged_in_with_one_session_for_all_calls() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store);
    let begun = Instant::now();
    for at in CALLS {
        sleep_until(begun + Duration::from_secs(at)).await;
        let called = session.things().await;
        called.unwrap_or_else(|error| panic!("at {at} s: {error:?}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_who_calls_too_late_has_to_log_in_again() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let login = login.lives(Duration::from_hours(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store);
    session.things().await.unwrap();
    advance(Duration::from_secs(299)).await;
    session.things().await.unwrap();
    advance(Duration::from_mins(5)).await;
    let error = session.things().await.unwrap_err();
    assert!(error.is_session_expired(), "{error:?}");
    assert_eq!(login.refreshes(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_inactivity_can_be_set() {
    let minute = Duration::from_mins(1);
    let store = MemoryTokenStore::new().inactivity_limit(minute);
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    for _ in 0..3 {
        advance(Duration::from_secs(59)).await;
        assert!(store.load("ann").await.unwrap().is_some());
    }
    advance(minute).await;
    assert!(store.load("ann").await.unwrap().is_none());
}

/// Like a step of the clock, or a token with a shorter life.
#[tokio::test(start_paused = true)]
async fn tokens_whose_access_token_has_ended_are_refreshed_and_log_nobody_out() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let aged = login.first().access_token().clone();
    let aged = aged.with_age(Duration::from_hours(1));
    let tokens = IssuedTokens::new(aged).with_refresh_token("ann may 0");
    store.replace("ann", Some(&tokens)).await.unwrap();
    login.session(store).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test]
async fn redis_keeps_tokens_for_the_limit_of_inactivity_and_each_use_prolongs_it() {
    let Some(server) = RedisServer::start("inactivity").await else {
        return;
    };
    let key = "connectpay:token:{ann}";
    let left = async || server.ask::<i64>(&["PTTL", key]).await;
    let aged = AccessToken::new("abc").unwrap();
    let aged = IssuedTokens::new(aged.with_age(Duration::from_hours(1)));

    let store = server.store();
    store.replace("ann", Some(&aged)).await.unwrap();
    assert!((295_000..=300_000).contains(&left().await));
    let _: i64 = server.ask(&["PEXPIRE", key, "5000"]).await;
    // The access token has ended but is still returned, because of the refresh token
    // that came with it.
    assert!(store.load("ann").await.unwrap().is_some());
    assert!((295_000..=300_000).contains(&left().await));

    let store = server.store().inactivity_limit(Duration::from_mins(2));
    assert!(store.load("ann").await.unwrap().is_some());
    assert!((115_000..=120_000).contains(&left().await));
}

#[tokio::test]
async fn storing_what_a_refresh_gave_is_no_use_by_the_user_and_prolongs_nothing() {
    let Some(server) = RedisServer::start("no-use").await else {
        return;
    };
    let (store, key) = (server.store(), "connectpay:token:{ann}");
    let tokens = IssuedTokens::new(AccessToken::new("abc").unwrap());
    store.replace("ann", Some(&tokens)).await.unwrap();
    let fence = store.try_lock("ann", Duration::from_mins(1)).await.unwrap();
    let _: i64 = server.ask(&["PEXPIRE", key, "50000"]).await;
    assert!(
        store
            .store("ann", &tokens, fence.fence().unwrap())
            .await
            .unwrap()
    );
    let left: i64 = server.ask(&["PTTL", key]).await;
    assert!((45_000..=50_000).contains(&left), "{left}");
}

/// A refresh is not a call by the user. If it began the limit again, the session would
/// last for nearly twice the limit after the last call.
#[tokio::test]
async fn a_refresh_that_ends_after_its_session_begins_no_other_one() {
    let limit = Duration::from_secs(1);
    begins_no_other_session(MemoryTokenStore::new().inactivity_limit(limit)).await;
    if let Some(server) = RedisServer::start("no-other").await {
        begins_no_other_session(server.store().inactivity_limit(limit)).await;
    }
}

async fn begins_no_other_session(store: impl TokenStore) {
    let tokens = IssuedTokens::new(AccessToken::new("abc").unwrap());
    store.replace("ann", Some(&tokens)).await.unwrap();
    sleep(Duration::from_millis(600)).await;
    let lock = store.try_lock("ann", Duration::from_mins(1)).await;
    let fence = lock.unwrap().fence().unwrap();
    sleep(Duration::from_millis(600)).await;
    assert!(!store.store("ann", &tokens, fence).await.unwrap());
    assert!(store.load("ann").await.unwrap().is_none());
}

/// The call that began the refresh was 25 seconds ago and gave up after 10.
#[tokio::test(start_paused = true)]
async fn a_refresh_under_way_looks_at_the_session_and_does_not_prolong_it() {
    let store = MemoryTokenStore::new();
    let login = Login::of("ann").takes(Duration::from_millis(12_500));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let call = tokio::spawn(login.session(store.clone()).things());
    sleep(Duration::from_secs(20)).await;
    call.await.unwrap().unwrap_err();
    let begun = Instant::now();
    store.replace("ann", Some(&login.first())).await.unwrap();
    // In the meantime the refresh ends and finds that it was overtaken.
    sleep_until(begun + Duration::from_mins(5)).await;
    assert_eq!(login.refreshes(), 1);
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_another_ones_refresh_counts_once_when_it_begins() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let lock = store.try_lock("ann", Duration::from_hours(1)).await;
    assert!(lock.unwrap().fence().is_some());
    let begun = Instant::now();
    login.session(store.clone()).things().await.unwrap_err();
    assert!(begun.elapsed() > Duration::from_secs(5), "it waits");
    sleep_until(begun + Duration::from_mins(5)).await;
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_look_at_a_session_in_memory_gives_what_is_there_and_prolongs_nothing() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    advance(Duration::from_secs(299)).await;
    assert!(store.peek("ann").await.unwrap().is_some());
    advance(Duration::from_secs(1)).await;
    assert!(store.peek("ann").await.unwrap().is_none());
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test]
async fn a_look_at_a_session_in_redis_gives_what_is_there_and_prolongs_nothing() {
    let Some(server) = RedisServer::start("peek").await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let key = "connectpay:token:{ann}";
    let _: i64 = server.ask(&["PEXPIRE", key, "50000"]).await;
    let seen = store.peek("ann").await.unwrap().unwrap();
    assert_eq!(seen.access_token().expose_secret(), "ann.0");
    let left: i64 = server.ask(&["PTTL", key]).await;
    assert!((1..=50_000).contains(&left), "{left}");
    store.replace("ann", None).await.unwrap();
    assert!(store.peek("ann").await.unwrap().is_none());
}
