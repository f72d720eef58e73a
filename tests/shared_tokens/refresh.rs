//! What a refresh receives, and what becomes of its answer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::tokens::{
    IssuedTokens, MemoryTokenStore, SessionExpired, SharedTokens, TokenRefresh, TokenStore,
};
use connectpay::{AccessToken, BoxError};
use tokio::time::advance;

use crate::login::{Example, Login};

/// A login service whose refresh tokens can be used again. It gives one only at the
/// login.
#[derive(Clone, Default)]
struct Reusable(Arc<Mutex<Vec<Option<String>>>>);

impl TokenRefresh for Reusable {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let mut asked = self.0.lock().unwrap();
        asked.push(refresh_token.map(str::to_owned));
        let access = AccessToken::new(format!("ann.{}", asked.len()))?;
        Ok(IssuedTokens::new(access))
    }
}

impl Reusable {
    fn asked_with(&self) -> Vec<Option<String>> {
        self.0.lock().unwrap().clone()
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_gives_no_new_refresh_token_keeps_the_old_one() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let refresh = Reusable::default();
    store.replace("ann", Some(&login.first())).await.unwrap();
    let tokens = SharedTokens::new(store.clone(), "ann", refresh.clone());
    let session = login.session_of(tokens);
    for _ in 0..6 {
        session.things().await.unwrap();
        advance(Duration::from_secs(140)).await;
    }
    let same = Some("ann may 0".to_owned());
    assert_eq!(refresh.asked_with(), [same.clone(), same.clone()]);
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.2");
    assert_eq!(stored.expose_refresh_token(), same.as_deref());
}

#[tokio::test(start_paused = true)]
async fn tokens_that_came_without_a_refresh_token_are_refreshed_without_one() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let refresh = Reusable::default();
    let alone = IssuedTokens::new(login.first().access_token().clone());
    store.replace("ann", Some(&alone)).await.unwrap();
    advance(Duration::from_secs(280)).await;
    let tokens = SharedTokens::new(store, "ann", refresh.clone());
    login.session_of(tokens).things().await.unwrap();
    assert_eq!(refresh.asked_with(), [None]);
}

/// Nobody asks a login service that would give tokens for nothing: a user who has
/// logged out, or was inactive too long, has to log in.
#[tokio::test(start_paused = true)]
async fn a_user_who_is_not_logged_in_is_told_so_and_nothing_is_refreshed() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let refresh = Reusable::default();
    let tokens = SharedTokens::new(store.clone(), "ann", refresh.clone());
    let session = login.session_of(tokens);
    assert!(session.things().await.unwrap_err().is_session_expired());
    store.replace("ann", Some(&login.first())).await.unwrap();
    store.replace("ann", None).await.unwrap();
    assert!(session.things().await.unwrap_err().is_session_expired());
    assert_eq!(refresh.asked_with(), []);
}

/// A login service that panics at the first question.
#[derive(Clone)]
struct Panicking(Login, Arc<Mutex<bool>>);

impl TokenRefresh for Panicking {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let is_first = !std::mem::replace(&mut *self.1.lock().unwrap(), true);
        assert!(!is_first, "the login service has a bug");
        self.0.refresh(refresh_token).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_panics_gives_its_lock_back() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let refresh = Panicking(login.clone(), Arc::default());
    let tokens = SharedTokens::new(store, "ann", refresh);
    let session = login.session_of(tokens);
    session.things().await.unwrap_err();
    // This is after the pause that follows any failure, and before the limit of the
    // lock is over.
    advance(Duration::from_secs(1)).await;
    let call = session.things().timeout(Duration::from_secs(1));
    call.await.unwrap();
    assert_eq!(login.refreshes(), 1);
}

/// A login service that is down, and takes this long to say so.
#[derive(Clone, Default)]
struct Down {
    asked: Arc<Mutex<usize>>,
    takes: Duration,
}

impl TokenRefresh for Down {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        *self.asked.lock().unwrap() += 1;
        tokio::time::sleep(self.takes).await;
        Err("the login service is down".into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_service_that_is_down_is_asked_once_a_second_while_the_token_is_good() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let down = Down::default();
    let session = login.session_of(SharedTokens::new(store, "ann", down.clone()));
    // Due, and good for 20 seconds.
    advance(Duration::from_secs(280)).await;
    for asked in 1..=3 {
        for _ in 0..20 {
            session.things().await.unwrap();
        }
        assert_eq!(*down.asked.lock().unwrap(), asked);
        advance(Duration::from_secs(1)).await;
    }
    advance(Duration::from_secs(20)).await;
    let error = session.things().await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the login service is down");
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_comes_after_the_end_of_the_token_does_not_end_the_session() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let down = Down {
        takes: Duration::from_secs(8),
        ..Down::default()
    };
    let session = login.session_of(SharedTokens::new(store, "ann", down));
    advance(Duration::from_secs(295)).await;
    let error = session.things().await.unwrap_err();
    assert!(!error.is_session_expired(), "{error:?}");
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the login service is down");
}

/// Refuses the refresh token with an error of its own.
struct Refusing;

#[derive(Debug)]
struct InvalidGrant(SessionExpired);

impl std::fmt::Display for InvalidGrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("invalid_grant")
    }
}

impl std::error::Error for InvalidGrant {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl TokenRefresh for Refusing {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        Err(InvalidGrant(SessionExpired).into())
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_session_is_believed_although_its_token_is_still_good() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session_of(SharedTokens::new(store, "ann", Refusing));
    session.things().await.unwrap();
    advance(Duration::from_secs(280)).await;
    for _ in 0..2 {
        let error = session.things().await.unwrap_err();
        assert!(error.is_session_expired(), "{error:?}");
    }
    assert_eq!(login.sent(), ["ann.0"]);
}
