//! What is stored in Redis, and for how long.

use std::time::Duration;

use connectpay::tokens::{IssuedTokens, RedisTokenStore, TokenStore as _};
use connectpay::{AccessToken, EncryptionKeys};

use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

fn tokens(text: &str) -> IssuedTokens {
    IssuedTokens::new(AccessToken::new(text).unwrap()).with_refresh_token(format!("{text}-refresh"))
}

#[tokio::test]
async fn tokens_are_encrypted_and_given_as_they_were() {
    let Some(server) = RedisServer::start("encrypted").await else {
        return;
    };
    let store = server.store();
    let aged = AccessToken::new("canary-token")
        .unwrap()
        .with_age(Duration::from_secs(100));
    let tokens = IssuedTokens::new(aged).with_refresh_token("canary-refresh");
    store.replace("ann", Some(&tokens)).await.unwrap();

    let keys: Vec<String> = server.ask(&["KEYS", "*"]).await;
    assert_eq!(keys, ["connectpay:token:{ann}"]);
    let fields: Vec<Vec<u8>> = server.ask(&["HGETALL", &keys[0]]).await;
    let text: String = fields
        .iter()
        .map(|field| String::from_utf8_lossy(field))
        .collect();
    assert!(text.contains("of the tests"), "the key's name is in clear");
    assert!(!text.contains("canary"), "{text}");

    let loaded = store.load("ann").await.unwrap().unwrap();
    assert_eq!(loaded.access_token().expose_secret(), "canary-token");
    assert_eq!(loaded.expose_refresh_token(), Some("canary-refresh"));
    assert!(loaded.access_token().age() >= Duration::from_secs(100));
    assert_eq!(loaded.access_token().lifetime(), Duration::from_mins(5));
}

#[tokio::test]
async fn what_is_stored_for_one_user_never_answers_for_another() {
    let Some(server) = RedisServer::start("another").await else {
        return;
    };
    let store = server.store();
    // Names that would give the same key if it were composed carelessly.
    let users = [
        "a",
        "a}",
        "{a",
        "a:lock",
        "lock:{a}",
        "",
        "ä",
        "a\n",
        "token:{a}",
    ];
    for (number, user) in users.into_iter().enumerate() {
        store
            .replace(user, Some(&tokens(&format!("of-{number}"))))
            .await
            .unwrap();
        assert!(
            store
                .try_lock(user, Duration::from_mins(1))
                .await
                .unwrap()
                .fence()
                .is_some()
        );
    }
    for (number, user) in users.into_iter().enumerate() {
        let loaded = store.load(user).await.unwrap().unwrap();
        assert_eq!(
            loaded.access_token().expose_secret(),
            format!("of-{number}")
        );
    }
    // Somebody with access to the server puts one user's tokens in another's place.
    let _: i64 = server
        .ask(&[
            "COPY",
            "connectpay:token:{a}",
            "connectpay:token:{%C3%A4}",
            "REPLACE",
        ])
        .await;
    let error = store.load("ä").await.unwrap_err();
    assert!(error.to_string().contains("another user"), "{error}");
    assert!(store.load("a").await.unwrap().is_some());
}

#[tokio::test]
async fn a_key_is_changed_without_a_call_that_fails() {
    let Some(server) = RedisServer::start("rotation").await else {
        return;
    };
    let with = |keys| RedisTokenStore::new(&server.url(), keys).unwrap();
    let old = with(EncryptionKeys::new("old", [1; 32]).unwrap());
    let both = EncryptionKeys::new("new", [2; 32]).unwrap();
    let both = with(both.also_opens("old", [1; 32]).unwrap());
    let new = with(EncryptionKeys::new("new", [2; 32]).unwrap());
    let login = Login::of("ann");
    old.replace("ann", Some(&login.first())).await.unwrap();
    login.session(both.clone()).things().await.unwrap();
    // The next refresh writes with the new key.
    login.refuse("ann.0");
    login.session(both).things().await.unwrap();
    login.session(new).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
    let error = old.load("ann").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a key that this process does not have"),
        "{error}"
    );
}

#[tokio::test]
async fn a_login_and_a_logout_outlive_the_connection_that_the_server_closed() {
    // The server closes what has been idle for a second, and looks now and then.
    let Some(server) = RedisServer::start_with("idle", &["--timeout", "1"]).await else {
        return;
    };
    let (store, login) = (server.store(), Login::of("ann"));
    let closed = Duration::from_millis(2_500);
    store.replace("ann", Some(&login.first())).await.unwrap();
    tokio::time::sleep(closed).await;
    store.replace("ann", None).await.unwrap();
    assert!(store.load("ann").await.unwrap().is_none());
    tokio::time::sleep(closed).await;
    store.replace("ann", Some(&login.first())).await.unwrap();
    tokio::time::sleep(closed).await;
    let lock = store.try_lock("ann", Duration::from_secs(5)).await;
    assert!(lock.unwrap().fence().is_some());
}

#[tokio::test]
async fn what_cannot_be_opened_is_not_kept_alive() {
    let Some(server) = RedisServer::start("unopened").await else {
        return;
    };
    let with = |name: &str| {
        let keys = EncryptionKeys::new(name, [1; 32]).unwrap();
        RedisTokenStore::new(&server.url(), keys).unwrap()
    };
    let (old, new) = (with("old"), with("new"));
    old.replace("ann", Some(&tokens("abc"))).await.unwrap();
    let key = "connectpay:token:{ann}";
    let _: i64 = server.ask(&["PEXPIRE", key, "5000"]).await;
    new.load("ann").await.unwrap_err();
    let left: i64 = server.ask(&["PTTL", key]).await;
    assert!(left <= 5_000, "{left}");
    old.load("ann").await.unwrap();
    let left: i64 = server.ask(&["PTTL", key]).await;
    assert!(left > 5_000, "{left}");
}

#[tokio::test]
async fn both_keys_of_a_user_have_one_slot_in_a_cluster_whatever_the_name() {
    let Some(server) = RedisServer::start("slots").await else {
        return;
    };
    let store = server.store().prefix("app:").unwrap();
    assert!(server.store().prefix("{app}:").is_err());
    for user in [
        "", "ann", "}", "}{", "{", "{}", "a}b{c", "%", "%7D", "ä", "\n", "{}:lock",
    ] {
        let lock = store.try_lock(user, Duration::from_mins(1)).await.unwrap();
        assert!(lock.fence().is_some(), "{user:?} shares a key with another");
        store.replace(user, Some(&tokens("abc"))).await.unwrap();
        let keys: Vec<String> = server.ask(&["KEYS", "*"]).await;
        let [token, lock] = ["app:token:", "app:lock:"]
            .map(|kind| keys.iter().find(|key| key.starts_with(kind)).unwrap());
        // The part between the first brace and the next closing one, if there is any
        // between them, is what a cluster looks at.
        let hashed = |key: &str| {
            let (_, rest) = key.split_once('{').unwrap();
            let (tag, _) = rest.split_once('}').unwrap();
            assert!(!tag.is_empty(), "{key}");
            tag.to_owned()
        };
        assert_eq!(hashed(token), hashed(lock), "{user:?}");
        let _: String = server.ask(&["FLUSHALL"]).await;
    }
}
