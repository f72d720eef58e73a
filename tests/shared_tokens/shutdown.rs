//! What a graceful shutdown has to wait for.

use std::time::Duration;

use connectpay::tokens::{MemoryTokenStore, SharedTokens, TokenStore as _};
use tokio::time::{Instant, sleep, timeout};

use crate::flaky::Flaky;
use crate::login::{Example as _, Login};

#[tokio::test(start_paused = true)]
async fn a_refresh_whose_callers_are_gone_can_be_awaited() {
    let store = MemoryTokenStore::new();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let client = login.client();
    let tokens = SharedTokens::new(store.clone(), "ann", login.clone());
    let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
    let gone = timeout(Duration::from_millis(500), session.things()).await;
    assert!(gone.is_err());
    drop(session);
    client.wait_for_refreshes().await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
}

/// The call has its answer, but the tokens are not stored yet.
#[tokio::test(start_paused = true)]
async fn so_can_tokens_that_a_store_does_not_take_yet() {
    let store = Flaky::default();
    let login = Login::of("ann").takes(Duration::from_secs(1));
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    let client = login.client();
    let tokens = SharedTokens::new(store.clone(), "ann", login.clone());
    let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
    let call = tokio::spawn(session.things());
    login.is_asked().await;
    store.set_down(true);
    call.await.unwrap().unwrap();
    let back = store.clone();
    tokio::spawn(async move {
        sleep(Duration::from_secs(10)).await;
        back.set_down(false);
    });
    client.wait_for_refreshes().await;
    let stored = store.load("ann").await.unwrap().unwrap();
    assert_eq!(stored.access_token().expose_secret(), "ann.1");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_waited_for_where_nothing_is_asked() {
    let (store, login) = (MemoryTokenStore::new(), Login::of("ann"));
    let client = login.client();
    let begun = Instant::now();
    client.wait_for_refreshes().await;
    store.replace("ann", Some(&login.first())).await.unwrap();
    let tokens = SharedTokens::new(store, "ann", login);
    let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
    session.things().await.unwrap();
    client.wait_for_refreshes().await;
    assert_eq!(begun.elapsed(), Duration::ZERO);
}
