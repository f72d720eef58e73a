//! What a refresh is asked with, and what becomes of its answer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::{
    AccessToken, BoxError, IssuedTokens, MemoryTokenStore, SharedTokens, TokenRefresh, TokenStore,
};
use tokio::time::advance;

use crate::login::{Example, Login};

/// A login service whose refresh tokens can be used again: it gives one at the
/// login alone.
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

/// A login service that would give tokens for nothing is not asked to: a user
/// who has logged out, or was inactive too long, has to log in.
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

/// Broken the first time that it is asked.
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
    // At once, and not when the limit of the lock is over.
    let call = session.things().timeout(Duration::from_secs(1));
    call.await.unwrap();
    assert_eq!(login.refreshes(), 1);
}
