//! The sessions of one process.

use std::time::Duration;

use connectpay::tokens::{MemoryTokenStore, TokenStore as _};
use connectpay::{Outcome, Stage};
use futures_util::future::join_all;

use crate::flaky::Flaky;
use crate::login::{Example, Login};

#[tokio::test(start_paused = true)]
async fn sessions_of_one_user_share_one_token_and_one_refresh() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    // The stored token is used as it is.
    let sessions: Vec<_> = (0..1_000).map(|_| login.session(store.clone())).collect();
    for result in join_all(sessions.iter().map(Example::things)).await {
        result.unwrap();
    }
    assert_eq!(login.refreshes(), 0);
    // The token is due, and there are new sessions, as for 1,000 new requests.
    tokio::time::advance(Duration::from_secs(275)).await;
    let sessions: Vec<_> = (0..1_000).map(|_| login.session(store.clone())).collect();
    for result in join_all(sessions.iter().map(Example::things)).await {
        result.unwrap();
    }
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_for_all_sessions() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let sessions: Vec<_> = (0..100).map(|_| login.session(store.clone())).collect();
    for result in join_all(sessions.iter().map(Example::things)).await {
        result.unwrap();
    }
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_tokens_the_user_has_to_log_in_and_nothing_is_sent() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let session = login.session(store.clone());
    let error = session.things().await.unwrap_err();
    assert!(error.is_session_expired());
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    store.replace("ann", Some(&login.first())).await.unwrap();
    session.things().await.unwrap();
    // Nobody asks in time, so the tokens have ended, including the refresh token.
    tokio::time::advance(Duration::from_mins(5)).await;
    assert!(session.things().await.unwrap_err().is_session_expired());
    assert_eq!(login.refreshes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_is_stored_although_all_who_waited_have_gone() {
    let store = MemoryTokenStore::new();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session(store.clone());
    let gone = tokio::time::timeout(Duration::from_millis(500), session.things()).await;
    assert!(gone.is_err());
    drop(session);
    tokio::time::sleep(Duration::from_secs(10)).await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
    assert_eq!(login.refreshes(), 1);
    assert!(
        store
            .try_lock("ann", Duration::from_secs(1))
            .await
            .unwrap()
            .fence()
            .is_some()
    );
}

#[tokio::test(start_paused = true)]
async fn who_dies_with_the_lock_holds_it_for_its_limit_alone() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let dead = store
        .try_lock("ann", Duration::from_secs(5))
        .await
        .unwrap()
        .fence()
        .unwrap();
    login.refuse("ann.0");
    login.session(store.clone()).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
    // The holder comes back, and its tokens are older than the stored ones.
    assert!(!store.store("ann", &login.first(), dead).await.unwrap());
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
}

#[tokio::test(start_paused = true)]
async fn calls_go_on_with_the_token_they_have_while_the_store_is_down() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    store.set_down(true);
    tokio::time::advance(Duration::from_secs(280)).await;
    session.things().await.unwrap();
    tokio::time::advance(Duration::from_secs(20)).await;
    let error = session.things().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the store is down");
}

#[tokio::test(start_paused = true)]
async fn new_tokens_are_stored_as_soon_as_the_store_is_back() {
    let store = Flaky::default();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session(store.clone());
    let call = tokio::spawn(async move { session.things().await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    store.set_down(true);
    // The caller gets its answer at once.
    call.await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    store.set_down(false);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test(start_paused = true)]
async fn who_has_a_token_waits_for_nobody() {
    // First a fresh token, then one that is due, with 29 of its 300 seconds left.
    for (age, refreshes) in [(0, 0), (271, 0)] {
        let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
        store.replace("ann", Some(&login.first())).await.unwrap();
        tokio::time::advance(Duration::from_secs(age)).await;
        let held = store.try_lock("ann", Duration::from_secs(1_000)).await;
        assert!(held.unwrap().fence().is_some());
        let session = login.session(store);
        let call = session.things().timeout(Duration::from_secs(1));
        call.await.unwrap();
        assert_eq!(login.refreshes(), refreshes);
    }
}

#[tokio::test(start_paused = true)]
async fn every_lock_has_a_higher_fence() {
    let store = MemoryTokenStore::new();
    let mut last = 0;
    for user in ["ann", "bob", "ann"] {
        let fence = store.try_lock(user, Duration::from_secs(1)).await.unwrap();
        let fence = fence.fence().unwrap().get();
        assert!(fence > last);
        last = fence;
        tokio::time::advance(Duration::from_secs(2)).await;
    }
    assert_eq!(last, 3);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_is_no_call_of_the_users_and_prolongs_nothing() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    tokio::time::advance(Duration::from_secs(290)).await;
    let lock = store.try_lock("ann", Duration::from_secs(30)).await;
    let fence = lock.unwrap().fence().unwrap();
    assert!(store.store("ann", &login.first(), fence).await.unwrap());
    tokio::time::advance(Duration::from_secs(11)).await;
    assert!(store.load("ann").await.unwrap().is_none());
}
