//! The server that a URL names, and the error for one that cannot be reached.

use connectpay::tokens::{RedisTokenStore, TokenStore as _};

use crate::login::{Example as _, Login};

#[tokio::test]
async fn a_refused_url_does_not_show_its_password() {
    let keys = crate::redis_server::keys();
    for url in [
        "",
        "http://:canary@host/",
        "redis://:canary@host:99999/",
        "canary",
    ] {
        let error = RedisTokenStore::new(url, keys.clone()).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("canary") && text.contains("rediss://"),
            "{text}"
        );
    }
    let store = RedisTokenStore::new("redis://:canary@127.0.0.1:9/", keys).unwrap();
    let error = store.load("ann").await.unwrap_err();
    let text = format!("{error} {error:?} {store:?}");
    assert!(!text.contains("canary"), "{text}");
}

#[tokio::test]
async fn a_url_cannot_switch_verification_off() {
    for url in [
        "rediss://redis.internal/#insecure",
        "redis://redis.internal/#insecure",
    ] {
        let keys = crate::redis_server::keys();
        let error = RedisTokenStore::new(url, keys).unwrap_err();
        assert!(error.to_string().contains("fragment"), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_named() {
    let keys = crate::redis_server::keys();
    let store = RedisTokenStore::new("redis://127.0.0.1:9/", keys).unwrap();
    let error = store.load("ann").await.unwrap_err();
    let mut chain = vec![error.to_string()];
    let mut cause = std::error::Error::source(&*error);
    while let Some(error) = cause {
        chain.push(error.to_string());
        cause = error.source();
    }
    assert!(chain[0].contains("Redis"), "{chain:?}");
    assert!(chain[0].contains("could not be reached"), "{chain:?}");
    let mut once = chain.clone();
    once.dedup();
    assert_eq!(once, chain, "a cause is said twice");
    assert!(chain.len() > 1, "{chain:?}");

    let call = Login::of("ann").session(store).things();
    let error = call.await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}
