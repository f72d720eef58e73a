//! A logout wins over a refresh that is under way, and over what follows it.

use std::time::Duration;

use connectpay::tokens::{
    Fence, IssuedTokens, MemoryTokenStore, SharedTokens, TokenRefresh, TokenStore,
};
use connectpay::{AccessToken, BoxError, Outcome};
use tokio::time::{advance, sleep};

use crate::flaky::Flaky;
use crate::login::{Example, Login};
use crate::redis_server::RedisServer;

/// The server refuses the user's only token, so that the call waits for the next one.
async fn logged_in(store: &impl TokenStore, takes: Duration) -> Login {
    let login = Login::of("ann").takes(takes);
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    login
}

async fn the_overtaken_call_and_all_later_ones_fail(store: impl TokenStore + Clone) {
    let login = logged_in(&store, Duration::from_secs(1)).await;
    let session = login.session(store.clone());
    let overtaken = tokio::spawn(session.things());
    login.is_asked().await;
    store.replace("ann", None).await.unwrap();
    let error = overtaken.await.unwrap().unwrap_err();
    assert!(error.is_session_expired(), "{error:?}");
    for session in [&session, &login.session(store.clone())] {
        let error = session.things().await.unwrap_err();
        assert!(error.is_session_expired(), "{error:?}");
    }
    sleep(Duration::from_secs(1)).await;
    assert!(store.load("ann").await.unwrap().is_none());
    assert_eq!(login.sent(), ["ann.0"], "a token from after the logout");
    assert_eq!(login.revoked(), ["ann may 1"]);
}

#[tokio::test(start_paused = true)]
async fn the_overtaken_call_and_all_later_ones_fail_in_memory() {
    the_overtaken_call_and_all_later_ones_fail(MemoryTokenStore::new()).await;
}

#[tokio::test]
async fn the_overtaken_call_and_all_later_ones_fail_in_redis() {
    let Some(server) = RedisServer::start("overtaken").await else {
        return;
    };
    the_overtaken_call_and_all_later_ones_fail(server.store()).await;
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_token_is_still_good_fails_as_well() {
    let store = MemoryTokenStore::new();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    // Due, and good for 20 seconds.
    advance(Duration::from_secs(280)).await;
    let overtaken = tokio::spawn(session.things());
    sleep(Duration::from_millis(1_500)).await;
    store.replace("ann", None).await.unwrap();
    assert!(overtaken.await.unwrap().unwrap_err().is_session_expired());
    assert!(session.things().await.unwrap_err().is_session_expired());
    assert_eq!(login.sent(), ["ann.0"]);
}

/// A login service that fails after a while.
struct Failing;

impl TokenRefresh for Failing {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        sleep(Duration::from_secs(8)).await;
        Err("the login service is down".into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_refresh_fails_after_the_logout_is_not_sent_with_the_old_token() {
    let store = MemoryTokenStore::new();
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session_of(SharedTokens::new(store.clone(), "ann", Failing));
    session.things().await.unwrap();
    // Due, and good for 20 seconds.
    advance(Duration::from_secs(280)).await;
    let overtaken = tokio::spawn(session.things());
    sleep(Duration::from_secs(2)).await;
    store.replace("ann", None).await.unwrap();
    sleep(Duration::from_secs(3)).await;
    let later = tokio::spawn(session.things());
    for call in [overtaken, later] {
        let error = call.await.unwrap().unwrap_err();
        assert!(error.is_session_expired(), "{error:?}");
    }
    assert_eq!(login.sent(), ["ann.0"], "a token from before the logout");
}

#[tokio::test(start_paused = true)]
async fn a_session_that_needs_no_refresh_sees_a_logout_at_once() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    store.replace("ann", None).await.unwrap();
    let error = session.things().await.unwrap_err();
    assert!(error.is_session_expired());
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(login.sent(), ["ann.0"]);
}

#[tokio::test(start_paused = true)]
async fn after_a_login_amid_a_refresh_the_call_goes_on_with_the_new_tokens() {
    let store = MemoryTokenStore::new();
    let login = logged_in(&store, Duration::from_secs(1)).await;
    let session = login.session(store.clone());
    let overtaken = tokio::spawn(session.things());
    sleep(Duration::from_millis(1_500)).await;
    let anew = IssuedTokens::new(AccessToken::new("ann.anew").unwrap());
    store.replace("ann", Some(&anew)).await.unwrap();
    overtaken.await.unwrap().unwrap();
    assert_eq!(login.sent(), ["ann.0", "ann.anew"]);
    // Nobody can be sure that the new tokens would outlive it.
    assert_eq!(login.revoked(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_logout_that_was_not_seen_while_the_store_was_down_is_seen_when_it_is_back() {
    let store = Flaky::default();
    let login = logged_in(&store, Duration::from_secs(1)).await;
    let session = login.session(store.clone());
    let call = tokio::spawn(session.things());
    sleep(Duration::from_millis(500)).await;
    store.set_down(true);
    call.await.unwrap().unwrap();
    // On a machine that reaches the store.
    store.inner.replace("ann", None).await.unwrap();
    store.set_down(false);
    sleep(Duration::from_secs(2)).await;
    assert!(session.things().await.unwrap_err().is_session_expired());
    assert!(store.load("ann").await.unwrap().is_none());
    assert_eq!(login.revoked(), ["ann may 1"]);
}

#[tokio::test(start_paused = true)]
async fn it_is_remembered_in_memory_whatever_other_users_do() {
    let store = MemoryTokenStore::new();
    let login = logged_in(&store, Duration::ZERO).await;
    let limit = Duration::from_hours(1);
    let refresh = store.try_lock("ann", limit).await.unwrap().fence().unwrap();
    store.replace("ann", None).await.unwrap();
    store.unlock("ann", refresh, Duration::ZERO).await.unwrap();
    for number in 0..1_000 {
        let user = number.to_string();
        store.replace(&user, Some(&login.first())).await.unwrap();
    }
    advance(Duration::from_hours(1)).await;
    let tokens = login.first();
    assert!(!store.store("ann", &tokens, refresh).await.unwrap());
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test]
async fn it_is_remembered_in_redis_for_the_limit_of_inactivity() {
    let Some(server) = RedisServer::start("logout").await else {
        return;
    };
    let store = server.store();
    let login = logged_in(&store, Duration::ZERO).await;
    let lock = store.try_lock("ann", Duration::from_secs(30)).await;
    let refresh = lock.unwrap().fence().unwrap();
    store.replace("ann", None).await.unwrap();
    assert!(store.load("ann").await.unwrap().is_none());
    let left: i64 = server.ask(&["PTTL", "connectpay:token:{ann}"]).await;
    assert!((295_000..=300_000).contains(&left), "{left}");
    store.unlock("ann", refresh, Duration::ZERO).await.unwrap();
    assert!(!store.store("ann", &login.first(), refresh).await.unwrap());
}

/// Whatever a server remembers, after a machine slept or the server lost its memory.
#[tokio::test]
async fn it_is_not_undone_in_redis_although_the_server_has_forgotten_it() {
    let Some(server) = RedisServer::start("forgotten").await else {
        return;
    };
    let store = server.store();
    let login = logged_in(&store, Duration::from_millis(500)).await;
    let session = login.session(store.clone());
    let overtaken = tokio::spawn(session.things());
    login.is_asked().await;
    store.replace("ann", None).await.unwrap();
    let _: i64 = server.ask(&["DEL", "connectpay:token:{ann}"]).await;
    assert!(overtaken.await.unwrap().unwrap_err().is_session_expired());
    assert!(store.load("ann").await.unwrap().is_none());
    assert!(session.things().await.unwrap_err().is_session_expired());
    assert_eq!(login.sent(), ["ann.0"]);
    assert_eq!(login.revoked(), ["ann may 1"]);
}

#[tokio::test]
async fn it_wins_in_redis_although_the_servers_clock_steps_back() {
    let Some(server) = RedisServer::start("clock-back").await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let lock = store.try_lock("ann", Duration::from_secs(30)).await;
    let fence = lock.unwrap().fence().unwrap();
    // As if a clock that was two seconds ahead had granted the lock.
    let ahead = Fence::new(fence.get() + 2_000_000);
    let held = format!("{} abc", ahead.get());
    let lock = "connectpay:lock:{ann}";
    let _: String = server.ask(&["SET", lock, &held, "PX", "30000"]).await;
    store.replace("ann", None).await.unwrap();
    let stored = store.store("ann", &login.first(), ahead).await;
    assert!(!stored.unwrap(), "the refresh from before the logout won");
    assert!(store.load("ann").await.unwrap().is_none());
    // It does not win over the session that begins after its lock has gone, either.
    let _: i64 = server.ask(&["DEL", lock]).await;
    let anew = IssuedTokens::new(AccessToken::new("ann.anew").unwrap());
    store.replace("ann", Some(&anew)).await.unwrap();
    let stored = store.store("ann", &login.first(), ahead).await;
    assert!(!stored.unwrap(), "the refresh from before the logout won");
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.anew");
}
