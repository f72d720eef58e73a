//! The keys of users, judged by a cluster of one node, which refuses a script whose
//! keys could be on different nodes.

use std::time::Duration;

use connectpay::AccessToken;
use connectpay::redis::cluster::{ClusterClient, ClusterConfig};
use connectpay::redis::cluster_async::ClusterConnection;
use connectpay::tokens::{IssuedTokens, RedisTokenStore, TokenStore as _};
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::redis_server::{RedisServer, free_port, keys};

async fn cluster(test: &str) -> Option<(RedisServer, ClusterConnection)> {
    let port = free_port().to_string();
    let arguments = ["--port", &port, "--cluster-enabled", "yes"];
    let server = RedisServer::start_with(test, &arguments).await?;
    let _: String = server
        .ask(&["CLUSTER", "ADDSLOTSRANGE", "0", "16383"])
        .await;
    let mut is_whole = false;
    for _ in 0..1_500 {
        let info: String = server.ask(&["CLUSTER", "INFO"]).await;
        is_whole = info.contains("cluster_state:ok");
        if is_whole {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(is_whole, "the node does not become a cluster");
    let client = ClusterClient::new([format!("redis://127.0.0.1:{port}/")]).unwrap();
    let limits = ClusterConfig::new().set_response_timeout(Duration::from_secs(5));
    let connection = client.get_async_connection_with_config(limits);
    Some((server, connection.await.unwrap()))
}

/// Names that contain special characters more often than random ones.
fn names() -> impl Strategy<Value = String> {
    prop_oneof!["[{}%:a0]{0,6}", ".{0,12}", "\\PC{0,40}"]
}

fn tokens(token: &str) -> IssuedTokens {
    IssuedTokens::new(AccessToken::new(token).unwrap())
}

#[test]
fn both_keys_of_a_user_are_on_one_node_and_no_other_users() {
    let runtime = Runtime::new().unwrap();
    let Some((server, connection)) = runtime.block_on(cluster("keys")) else {
        return;
    };
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    };
    let prefixes = proptest::option::of(names());
    proptest!(config, |(prefix in prefixes, user in names(), other in names())| {
        let store = RedisTokenStore::from_connection(connection.clone(), keys());
        let store = match &prefix {
            None => store,
            Some(prefix) => {
                let has_brace = prefix.contains(['{', '}']);
                let set = store.prefix(prefix);
                prop_assert_eq!(set.is_err(), has_brace);
                let Ok(store) = set else { return Ok(()) };
                store
            }
        };
        runtime.block_on(async {
            let _: String = server.ask(&["FLUSHALL"]).await;
            store.replace(&user, Some(&tokens("first"))).await.unwrap();
            let lock = store.try_lock(&user, Duration::from_mins(1)).await.unwrap();
            let fence = lock.fence().unwrap();
            let stored = store.store(&user, &tokens("second"), fence).await;
            assert!(stored.unwrap());
            let of_other = store.load(&other).await.unwrap();
            assert_eq!(of_other.is_some(), user == other);
            let keys: i64 = server.ask(&["DBSIZE"]).await;
            assert_eq!(keys, 2);
        });
    });
}

#[tokio::test]
async fn a_plain_name_can_be_read_in_its_keys_and_an_empty_one_has_some() {
    let Some(server) = RedisServer::start("plain-keys").await else {
        return;
    };
    let store = server.store().prefix("app:").unwrap();
    for (user, key) in [
        ("ann@example.com", "app:token:{ann@example.com}"),
        ("Ann 7", "app:token:{Ann 7}"),
        ("Ünal", "app:token:{%C3%9Cnal}"),
        ("", "app:token:{%}"),
        ("%", "app:token:{%25}"),
        ("}{", "app:token:{%7D%7B}"),
    ] {
        let _: String = server.ask(&["FLUSHALL"]).await;
        store.replace(user, Some(&tokens("abc"))).await.unwrap();
        let keys: Vec<String> = server.ask(&["KEYS", "*"]).await;
        assert_eq!(keys, [key]);
    }
}

#[test]
fn a_prefix_that_would_decide_the_node_is_refused() {
    let store = RedisTokenStore::new("redis://localhost/", keys()).unwrap();
    for prefix in ["{app}:", "a{", "}"] {
        let error = store.clone().prefix(prefix).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("has a brace; expected"), "{text}");
    }
    assert!(store.prefix("").is_ok());
}
