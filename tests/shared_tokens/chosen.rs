//! A store, a source and a refresh that are shared, or chosen at run time.

use std::sync::Arc;
use std::time::Duration;

use connectpay::tokens::{BoxTokenStore, Lock, MemoryTokenStore, SharedTokens, TokenStore as _};
use tokio::time::sleep;

use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

/// A login, a refresh, and a logout during another refresh, which use all methods.
async fn serves(store: BoxTokenStore) {
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    login.session(store.clone()).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
    // The refresh gives its lock back after it has answered.
    let fence = loop {
        match store.try_lock("ann", Duration::from_secs(9)).await.unwrap() {
            Lock::Held(fence) => break fence,
            _ => sleep(Duration::from_millis(10)).await,
        }
    };
    assert!(store.store("ann", &login.first(), fence).await.unwrap());
    store.unlock("ann", fence, Duration::ZERO).await.unwrap();
    store.replace("ann", None).await.unwrap();
    let session = login.session(store);
    assert!(session.things().await.unwrap_err().is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn one_type_is_any_store_in_memory() {
    serves(BoxTokenStore::new(MemoryTokenStore::new())).await;
}

#[tokio::test]
async fn one_type_is_any_store_in_redis() {
    if let Some(server) = RedisServer::start("chosen").await {
        serves(BoxTokenStore::new(server.store())).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_shared_in_an_arc_is_used_as_it_is() {
    let store = Arc::new(MemoryTokenStore::new());
    let login = Arc::new(Login::of("ann").takes(Duration::from_secs(1)));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let tokens = SharedTokens::new(Arc::clone(&store), "ann", Arc::clone(&login));
    let tokens = Arc::new(tokens);
    let [first, second] = [(); 2].map(|()| login.session_of(Arc::clone(&tokens)));
    first.things().await.unwrap();
    // The source learns about it through the pointer as well.
    login.refuse("ann.0");
    second.things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
    // So does a refresh that a logout overtakes, and a session that sees the logout.
    login.refuse("ann.1");
    let overtaken = tokio::spawn(first.things());
    sleep(Duration::from_millis(500)).await;
    store.replace("ann", None).await.unwrap();
    assert!(overtaken.await.unwrap().unwrap_err().is_session_expired());
    assert!(second.things().await.unwrap_err().is_session_expired());
    sleep(Duration::from_secs(2)).await;
    assert_eq!(login.revoked(), ["ann may 2"]);
}
