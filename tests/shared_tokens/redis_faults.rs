//! A Redis server that is killed, slow, out of memory or empty: calls go on, or
//! fail clearly with nothing sent.

use std::time::{Duration, Instant};

use connectpay::tokens::TokenStore as _;
use connectpay::{Error, Outcome, Stage};
use futures_util::future::join_all;

use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

fn assert_clear(error: &Error) {
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    assert!(error.to_string().contains("nothing was sent"), "{error}");
}

#[tokio::test]
async fn killed_it_ends_no_session_that_has_a_token_and_others_fail_clearly() {
    let Some(mut server) = RedisServer::start("killed").await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    server.kill();
    for result in join_all((0..100).map(|_| session.things())).await {
        result.unwrap();
    }
    let begun = Instant::now();
    assert_clear(&login.session(store.clone()).things().await.unwrap_err());
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );

    // It comes back empty, so the user logs in again, over a new connection.
    server.start_again().await;
    let mut error = None;
    for _ in 0..50 {
        let next = login.session(store.clone()).things().await.unwrap_err();
        assert_clear(&next);
        let is_expired = next.is_session_expired();
        error = Some(next);
        if is_expired {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(
        error.unwrap().is_session_expired(),
        "an empty store is no session"
    );
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.session(store).things().await.unwrap();
    assert_eq!(login.refreshes(), 0);
}

#[tokio::test]
async fn killed_amid_a_refresh_it_costs_the_caller_nothing() {
    let Some(mut server) = RedisServer::start("amid").await else {
        return;
    };
    let login = Login::of("ann").takes(Duration::from_millis(300));
    let store = server.store();
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session(store.clone());
    let call = {
        let session = session.clone();
        tokio::spawn(async move { session.things().await })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.kill();
    call.await.unwrap().unwrap();
    // It comes back without the session. Nobody knows whether the session has ended in
    // the meantime, so a refresh does not bring it back.
    server.start_again().await;
    for _ in 0..100 {
        if !login.revoked().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(login.revoked(), ["ann may 1"]);
    assert!(store.load("ann").await.unwrap().is_none());
    let error = session.things().await.unwrap_err();
    assert!(error.is_session_expired(), "{error:?}");
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test]
async fn slow_it_ends_calls_by_their_limits() {
    let Some(server) = RedisServer::start("slow").await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    server.pause();
    session.things().await.unwrap();
    let begun = Instant::now();
    let error = login.session(store.clone()).things().await.unwrap_err();
    assert_clear(&error);
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    let begun = Instant::now();
    let limit = Duration::from_millis(300);
    let error = login
        .session(store.clone())
        .things()
        .timeout(limit)
        .await
        .unwrap_err();
    assert_clear(&error);
    assert!(error.is_timeout());
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    server.go_on();
    login.session(store).things().await.unwrap();
}

#[tokio::test]
async fn out_of_memory_it_still_gives_what_it_has() {
    let Some(server) = RedisServer::start("memory").await else {
        return;
    };
    let store = server.store();
    let login = Login::of("ann").lives(Duration::from_secs(4));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let _: String = server.ask(&["CONFIG", "SET", "maxmemory", "1"]).await;
    login.session(store.clone()).things().await.unwrap();
    // The token is due, and nobody can lock, so the old one is used until its end.
    tokio::time::sleep(Duration::from_millis(3_700)).await;
    login.session(store.clone()).things().await.unwrap();
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_clear(&login.session(store.clone()).things().await.unwrap_err());
    assert_eq!(login.refreshes(), 0, "nobody holds the lock");
    let _: String = server.ask(&["CONFIG", "SET", "maxmemory", "0"]).await;
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.session(store).things().await.unwrap();
}

#[tokio::test]
async fn a_user_can_log_out_where_the_server_is_out_of_memory() {
    let Some(server) = RedisServer::start("logout-memory").await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let _: String = server.ask(&["CONFIG", "SET", "maxmemory", "1"]).await;
    store.replace("ann", None).await.unwrap();
    assert!(store.load("ann").await.unwrap().is_none());
}
