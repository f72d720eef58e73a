//! A store that cannot be reached or does not write: new tokens are kept and used, and
//! a logout is still noticed.

use std::time::Duration;

use connectpay::tokens::{SharedTokens, TokenStore as _};
use tokio::time::{Instant, advance, sleep};

use crate::flaky::Flaky;
use crate::login::{Example as _, Login};

#[tokio::test(start_paused = true)]
async fn tokens_are_kept_for_as_long_as_the_session_could_be_there() {
    let store = Flaky::default();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let session = login.session(store.clone());
    let call = tokio::spawn(session.things());
    sleep(Duration::from_millis(500)).await;
    store.set_down(true);
    call.await.unwrap().unwrap();
    // This is longer than the lock lasts.
    sleep(Duration::from_secs(40)).await;
    store.set_down(false);
    sleep(Duration::from_secs(1)).await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.expose_refresh_token(), Some("ann may 1"));
    session.things().await.unwrap();
    login.session(store).things().await.unwrap();
    assert_eq!(login.sent(), ["ann.0", "ann.1", "ann.1", "ann.1"]);
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_does_not_wait_for_a_store_that_stays_down_without_an_end() {
    let store = Flaky::default();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let client = login.client();
    let tokens = SharedTokens::new(store.clone(), "ann", login.clone());
    let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
    let call = tokio::spawn(session.things());
    sleep(Duration::from_millis(500)).await;
    store.set_down(true);
    call.await.unwrap().unwrap();
    let begun = Instant::now();
    client.wait_for_refreshes().await;
    let waited = begun.elapsed();
    let minute = Duration::from_mins(1);
    assert!(minute * 4 < waited && waited < minute * 6, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_session_goes_on_with_new_tokens_that_are_not_stored_yet() {
    let (store, login) = (Flaky::default(), Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    store.set_read_only(true);
    let session = login.session(store.clone());
    advance(Duration::from_secs(275)).await;
    session.things().await.unwrap();
    // The rotation of tokens ends it.
    login.refuse("ann.0");
    for _ in 0..3 {
        session.things().await.unwrap();
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(login.sent(), ["ann.1"; 4]);
    // A logout is still noticed.
    store.inner.replace("ann", None).await.unwrap();
    assert!(session.things().await.unwrap_err().is_session_expired());
    store.set_read_only(false);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(login.revoked(), ["ann may 1"]);
    assert!(store.load("ann").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn tokens_from_after_a_logout_are_revoked_although_the_store_fails_for_a_while() {
    let store = Flaky::default();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let call = tokio::spawn(login.session(store.clone()).things());
    sleep(Duration::from_millis(1_500)).await;
    store.replace("ann", None).await.unwrap();
    store.set_failing_looks(3);
    call.await.unwrap().unwrap_err();
    sleep(Duration::from_secs(5)).await;
    assert_eq!(login.revoked(), ["ann may 1"]);
}
