//! Redis users with the documented permissions, no more and no less.

use connectpay::tokens::{RedisTokenStore, TokenStore as _};

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, free_port, keys};

/// A server with a user of this name, and its URL for that user.
async fn with_user(test: &str, rules: &[&str]) -> Option<(RedisServer, String)> {
    let port = free_port();
    let server = RedisServer::start_with(test, &["--port", &port.to_string()]).await?;
    let words = [&["ACL", "SETUSER", "app", "on", ">secret"], rules].concat();
    let _: String = server.ask(&words).await;
    Some((server, format!("redis://app:secret@127.0.0.1:{port}/")))
}

/// As documented at `RedisTokenStore`.
const DOCUMENTED: [&str; 12] = [
    "~connectpay:*",
    "+evalsha",
    "+script|load",
    "+time",
    "+get",
    "+set",
    "+del",
    "+hget",
    "+hset",
    "+hdel",
    "+hexists",
    "+pexpire",
];

#[tokio::test]
async fn a_user_needs_no_more_than_what_is_documented() {
    let Some((_server, url)) = with_user("acl", &DOCUMENTED).await else {
        return;
    };
    let (store, login) = (
        RedisTokenStore::new(&url, keys()).unwrap(),
        Login::of("ann"),
    );
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    login.session(store.clone()).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
    store.replace("ann", None).await.unwrap();
    let session = login.session(store);
    assert!(session.things().await.unwrap_err().is_session_expired());
}

#[tokio::test]
async fn a_user_needs_no_less_than_what_is_documented() {
    for left_out in 1..DOCUMENTED.len() {
        let mut rules = DOCUMENTED.to_vec();
        let rule = rules.remove(left_out);
        let Some((_server, url)) = with_user("acl-less", &rules).await else {
            return;
        };
        let store = RedisTokenStore::new(&url, keys()).unwrap();
        let login = Login::of("ann");
        let all = async {
            store.replace("ann", Some(&login.first())).await?;
            store.load("ann").await?;
            let fence = store
                .try_lock("ann", std::time::Duration::from_secs(9))
                .await?;
            let fence = fence.fence().ok_or("nobody has the lock")?;
            store.store("ann", &login.first(), fence).await?;
            store
                .unlock("ann", fence, std::time::Duration::ZERO)
                .await?;
            store.replace("ann", None).await
        };
        let error = all.await.expect_err(rule);
        assert!(
            error.to_string().contains("does not permit"),
            "{rule}: {error}"
        );
    }
}

#[tokio::test]
async fn what_a_user_may_not_do_is_said_without_the_key() {
    let other = DOCUMENTED.map(|rule| rule.replace("connectpay", "other"));
    let other = other.each_ref().map(String::as_str);
    let Some((_server, url)) = with_user("acl-other", &other).await else {
        return;
    };
    let login = Login::of("canary");
    let store = RedisTokenStore::new(&url, keys()).unwrap();
    let error = login.session(store).things().await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("does not permit"), "{text}");
    assert!(!text.contains("canary"), "{text}");

    let wrong = url.replace("secret", "canary");
    let store = RedisTokenStore::new(&wrong, keys()).unwrap();
    let error = store.load("ann").await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("name or password"), "{text}");
    assert!(!text.contains("canary"), "{text}");
}
