//! New tokens that the store does not take at once, and what others do in the meantime.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::{
    IssuedTokens, SessionExpired, SharedTokens, TokenRefresh, TokenSource as _, TokenStore as _,
};
use connectpay::{AccessToken, BoxError};
use tokio::time::{Instant, advance, sleep};

use crate::flaky::Flaky;
use crate::login::{Example as _, Login};

/// A login service that accepts each refresh token once, and otherwise says that the
/// session has ended.
#[derive(Clone, Default)]
struct Rotating(Arc<AtomicUsize>);

impl TokenRefresh for Rotating {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let number = self.0.load(Ordering::SeqCst);
        if refresh_token != Some(&format!("ann may {number}")) {
            return Err(SessionExpired.into());
        }
        self.0.store(number + 1, Ordering::SeqCst);
        sleep(Duration::from_secs(1)).await;
        let access = AccessToken::new(format!("ann.{}", number + 1))?;
        let access = access.with_lifetime(Duration::from_mins(1));
        Ok(IssuedTokens::new(access).with_refresh_token(format!("ann may {}", number + 1)))
    }
}

impl Rotating {
    fn refreshes(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// One machine has the new tokens and cannot reach the store. Another one reaches it
/// and has the spent refresh token.
#[tokio::test(start_paused = true)]
async fn tokens_that_are_stored_late_revive_a_session_that_another_machine_took_for_ended() {
    let far = Flaky::default();
    let near = far.inner.clone();
    let (login, rotating) = (Login::of("ann"), Rotating::default());
    near.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session_of(SharedTokens::new(far.clone(), "ann", rotating.clone()));
    let call = tokio::spawn(session.things());
    sleep(Duration::from_millis(500)).await;
    far.set_down(true);
    call.await.unwrap().unwrap();
    // The lock has ended by then.
    sleep(Duration::from_secs(31)).await;
    let other = || login.session_of(SharedTokens::new(near.clone(), "ann", rotating.clone()));
    assert!(other().things().await.unwrap_err().is_session_expired());
    far.set_down(false);
    sleep(Duration::from_secs(1)).await;
    other().things().await.unwrap();
    session.things().await.unwrap();
    assert_eq!(login.sent(), ["ann.0", "ann.1", "ann.0", "ann.1", "ann.1"]);
    assert_eq!(login.revoked(), [""; 0]);
}

/// This lasts longer than several tokens live.
#[tokio::test(start_paused = true)]
async fn a_session_goes_on_with_the_newest_tokens_however_many_the_store_does_not_take() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    let rotating = Rotating::default();
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    store.set_read_only(true);
    let session = login.session_of(SharedTokens::new(store.clone(), "ann", rotating.clone()));
    for _ in 0..40 {
        let newest = format!("ann.{}", rotating.refreshes());
        session.things().await.unwrap();
        // No machine goes back to the spent tokens.
        assert!(login.sent().last().unwrap() >= &newest);
        sleep(Duration::from_secs(7)).await;
    }
    assert!(rotating.refreshes() > 4);
    // Tokens that were spent in the meantime are dropped. Storing is tried again only
    // for the newest, a few times per second.
    let tried = store.stores();
    sleep(Duration::from_secs(10)).await;
    let tried = store.stores() - tried;
    assert!((10..=50).contains(&tried), "{tried}");
    store.set_read_only(false);
    sleep(Duration::from_secs(1)).await;
    let newest = format!("ann.{}", rotating.refreshes());
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), newest);
}

/// The store has granted the lock, but nobody waits for the answer any more.
#[tokio::test(start_paused = true)]
async fn a_lock_that_a_call_did_not_wait_for_is_used_and_given_back() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    advance(Duration::from_secs(280)).await;
    store.set_lock_takes(Duration::from_secs(11));
    let session = login.session(store.clone());
    session.things().await.unwrap_err();
    sleep(Duration::from_secs(2)).await;
    store.set_lock_takes(Duration::ZERO);
    let lock = store.try_lock("ann", Duration::from_secs(1)).await.unwrap();
    assert!(
        lock.fence().is_some(),
        "nobody has the lock, and nobody gets it"
    );
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
}

/// A slow login service that accepts a refresh token more than once.
#[derive(Clone, Default)]
struct Slow {
    asked: Arc<AtomicUsize>,
    takes: Duration,
}

impl TokenRefresh for Slow {
    async fn refresh(&self, _: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        sleep(self.takes).await;
        Ok(IssuedTokens::new(AccessToken::new(format!(
            "ann.{number}"
        ))?))
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_that_are_stored_late_replace_no_newer_ones() {
    let far = Flaky::default();
    let near = far.inner.clone();
    let (login, slow) = (Login::of("ann"), Slow::default());
    near.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session_of(SharedTokens::new(far.clone(), "ann", slow.clone()));
    far.set_read_only(true);
    session.things().await.unwrap();
    // The lock has passed to another machine, which was faster.
    sleep(Duration::from_secs(31)).await;
    let other = login.session_of(SharedTokens::new(near.clone(), "ann", slow.clone()));
    other.things().await.unwrap();
    far.set_read_only(false);
    sleep(Duration::from_secs(1)).await;
    let stored = near.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.2");
    session.things().await.unwrap();
    assert_eq!(login.sent().last().unwrap(), "ann.2");
    assert_eq!(slow.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_takes_no_longer_than_its_lock_lasts_however_late_that_was_given() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    advance(Duration::from_secs(280)).await;
    store.set_lock_takes(Duration::from_secs(4));
    let takes = Duration::from_secs(7);
    let slow = Slow {
        takes,
        ..Slow::default()
    };
    let limit = Duration::from_secs(10);
    let tokens = SharedTokens::new(store.clone(), "ann", slow.clone()).lock_limit(limit);
    let begun = Instant::now();
    // The refresh fails, but no call fails yet.
    assert_eq!(tokens.token().await.unwrap().expose_secret(), "ann.0");
    assert_eq!(slow.asked.load(Ordering::SeqCst), 1);
    assert_eq!(begun.elapsed().as_secs(), 10);
    // Somebody else may have the lock by now and must not be overtaken.
    sleep(takes).await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.0");
}
