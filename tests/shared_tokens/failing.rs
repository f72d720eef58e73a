//! A login service that fails and a lock that is lost: all sessions share the failure,
//! and no call fails without need.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::tokens::{
    Fence, IssuedTokens, MemoryTokenStore, SessionExpired, SharedTokens, TokenRefresh, TokenStore,
};
use connectpay::{AccessToken, BoxError};
use futures_util::future::join_all;
use tokio::time::{advance, sleep};

use crate::flaky::Flaky;
use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

/// A login service that is down, or says that the session has ended.
#[derive(Clone, Default)]
struct Failing {
    asked: Arc<AtomicUsize>,
    takes: Duration,
    has_ended: bool,
}

impl Failing {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenRefresh for Failing {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        sleep(self.takes).await;
        if self.has_ended {
            return Err(SessionExpired.into());
        }
        Err("the login service is down".into())
    }
}

/// A session for each call, as for each request of a web server.
async fn calls(
    login: &Login,
    store: &(impl TokenStore + Clone),
    refresh: &Failing,
    count: usize,
) -> Vec<connectpay::Result<()>> {
    join_all((0..count).map(|_| {
        let tokens = SharedTokens::new(store.clone(), "ann", refresh.clone());
        login.session_of(tokens).things()
    }))
    .await
}

async fn sessions_share_a_failure(store: impl TokenStore + Clone) {
    let login = Login::of("ann").lives(Duration::from_millis(100));
    store.replace("ann", Some(&login.first())).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    let failing = Failing {
        takes: Duration::from_millis(20),
        ..Failing::default()
    };
    for result in calls(&login, &store, &failing, 100).await {
        let error = result.unwrap_err();
        assert!(!error.is_session_expired(), "{error:?}");
    }
    assert_eq!(failing.asked(), 1, "one failure is shared by all");
    for result in calls(&login, &store, &failing, 100).await {
        assert!(result.unwrap_err().is_transient());
    }
    assert_eq!(failing.asked(), 1, "and by those who come within a second");
    sleep(Duration::from_millis(1_100)).await;
    calls(&login, &store, &failing, 1).await;
    assert_eq!(failing.asked(), 2);
    assert_eq!(login.sent(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn sessions_share_a_failure_in_memory() {
    sessions_share_a_failure(MemoryTokenStore::new()).await;
}

#[tokio::test]
async fn sessions_share_a_failure_in_redis() {
    let Some(server) = RedisServer::start("failure").await else {
        return;
    };
    sessions_share_a_failure(server.store()).await;
}

#[tokio::test(start_paused = true)]
async fn a_failure_costs_nothing_while_the_token_is_good_whatever_the_number_of_sessions() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let failing = Failing::default();
    // The token is due and valid for another 20 seconds.
    advance(Duration::from_secs(280)).await;
    for asked in 1..=3 {
        for _ in 0..100 {
            let results = calls(&login, &store, &failing, 1).await;
            assert!(results.into_iter().all(|result| result.is_ok()));
        }
        assert_eq!(failing.asked(), asked);
        advance(Duration::from_secs(1)).await;
    }
}

async fn a_session_that_has_ended_ends_for_all(store: impl TokenStore + Clone) {
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let ended = Failing {
        has_ended: true,
        ..Failing::default()
    };
    for _ in 0..3 {
        for result in calls(&login, &store, &ended, 30).await {
            assert!(result.unwrap_err().is_session_expired());
        }
    }
    assert_eq!(ended.asked(), 1);
    assert!(store.load("ann").await.unwrap().is_none());
    // Another login makes another session.
    store.replace("ann", Some(&login.first())).await.unwrap();
    assert!(store.load("ann").await.unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_session_that_has_ended_ends_for_all_in_memory() {
    a_session_that_has_ended_ends_for_all(MemoryTokenStore::new()).await;
}

#[tokio::test]
async fn a_session_that_has_ended_ends_for_all_in_redis() {
    let Some(server) = RedisServer::start("ended").await else {
        return;
    };
    a_session_that_has_ended_ends_for_all(server.store()).await;
}

#[tokio::test(start_paused = true)]
async fn a_session_whose_end_cannot_be_stored_is_asked_for_once_a_second() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    store.set_read_only(true);
    advance(Duration::from_secs(280)).await;
    let ended = Failing {
        has_ended: true,
        ..Failing::default()
    };
    let call = calls(&login, &store, &ended, 1).await.remove(0);
    assert!(call.unwrap_err().is_session_expired());
    for _ in 0..10 {
        calls(&login, &store, &ended, 10).await;
    }
    assert_eq!(ended.asked(), 1);
    advance(Duration::from_secs(1)).await;
    let call = calls(&login, &store, &ended, 1).await.remove(0);
    assert!(call.unwrap_err().is_session_expired());
    assert_eq!(ended.asked(), 2);
}

/// Accepts each refresh token once, at the time of the question, and answers at once.
#[derive(Clone)]
struct Rotating {
    good: Arc<Mutex<usize>>,
    takes: Duration,
}

impl TokenRefresh for Rotating {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let number = {
            let mut good = self.good.lock().unwrap();
            if refresh_token != Some(&format!("ann may {}", *good)) {
                return Err(SessionExpired.into());
            }
            *good += 1;
            *good
        };
        sleep(self.takes).await;
        let access = AccessToken::new(format!("ann.{number}"))?;
        Ok(IssuedTokens::new(access).with_refresh_token(format!("ann may {number}")))
    }
}

#[tokio::test(start_paused = true)]
async fn a_lock_that_is_lost_does_not_make_anybody_believe_that_the_session_has_ended() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let rotating = Rotating {
        good: Arc::default(),
        takes: Duration::from_millis(300),
    };
    let session = || login.session_of(SharedTokens::new(store.clone(), "ann", rotating.clone()));
    let first = tokio::spawn(session().things());
    sleep(Duration::from_millis(100)).await;
    // A failover loses a lock in this way, whatever its fence was.
    for fence in 0..100 {
        let unlocked = store.unlock("ann", Fence::new(fence), Duration::from_nanos(1));
        unlocked.await.unwrap();
    }
    sleep(Duration::from_millis(1)).await;
    session().things().await.unwrap();
    first.await.unwrap().unwrap();
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.expose_refresh_token(), Some("ann may 1"));
}
