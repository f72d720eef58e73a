//! Servers whose roles are swapped, by hand and by a Sentinel.

use std::sync::Arc;
use std::time::Duration;

use connectpay::redis::ConnectionAddr;
use connectpay::redis::sentinel::{SentinelClientBuilder, SentinelServerType};
use connectpay::tokens::{RedisTokenStore, TokenStore as _};
use tokio::sync::Mutex;

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, folder, free_port, keys};

/// Two servers, of which the second is the first one's replica.
async fn primary_and_replica(test: &str) -> Option<[(RedisServer, u16); 2]> {
    let ports = [free_port(), free_port()];
    let server = async |number: usize| {
        let port = ports[number].to_string();
        let name = format!("{test}-{number}");
        RedisServer::start_with(&name, &["--port", &port, "--repl-diskless-sync-delay", "0"]).await
    };
    let (first, second) = (server(0).await?, server(1).await?);
    let port = ports[0].to_string();
    let _: String = second.ask(&["REPLICAOF", "127.0.0.1", &port]).await;
    in_sync(&second).await;
    Some([(first, ports[0]), (second, ports[1])])
}

async fn in_sync(replica: &RedisServer) {
    until(async || {
        let info: String = replica.ask(&["INFO", "replication"]).await;
        info.contains("master_link_status:up")
    })
    .await;
}

/// A replica learns a little later what was written.
async fn has_ann(replica: &RedisServer) {
    let exists = ["EXISTS", "connectpay:token:{ann}"];
    until(async || replica.ask::<bool>(&exists).await).await;
}

#[tokio::test]
async fn a_role_swap_costs_no_call() {
    let Some([(first, _), (second, port)]) = primary_and_replica("swap").await else {
        return;
    };
    // This plays a name in DNS or a floating address of a primary.
    let name = first.socket().with_file_name("primary");
    std::os::unix::fs::symlink(first.socket(), &name).unwrap();
    let url = format!("redis+unix://{}", name.display());
    let store = RedisTokenStore::new(&url, keys()).unwrap();
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.session(store.clone()).things().await.unwrap();
    has_ann(&second).await;

    let _: String = second.ask(&["REPLICAOF", "NO", "ONE"]).await;
    let _: String = first
        .ask(&["REPLICAOF", "127.0.0.1", &port.to_string()])
        .await;
    std::fs::remove_file(&name).unwrap();
    std::os::unix::fs::symlink(second.socket(), &name).unwrap();
    // The connection still goes to the first server, which is read-only now.
    for _ in 0..3 {
        login.session(store.clone()).things().await.unwrap();
    }
    login.refuse("ann.0");
    login.session(store).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
}

#[tokio::test]
async fn a_replica_is_named_as_such() {
    let Some([_first, (replica, _)]) = primary_and_replica("replica").await else {
        return;
    };
    let login = Login::of("ann");
    let stored = replica.store().replace("ann", Some(&login.first())).await;
    let error = stored.unwrap_err();
    assert!(error.to_string().contains("read-only replica"), "{error}");
}

/// A single Sentinel that watches a primary.
async fn sentinel(test: &str, primary: u16) -> (RedisServer, u16) {
    let port = free_port();
    let folder = folder(test);
    let config = folder.path().join("sentinel.conf");
    let lines = format!(
        "sentinel monitor users 127.0.0.1 {primary} 1\n\
         sentinel down-after-milliseconds users 300\n\
         sentinel failover-timeout users 5000\n"
    );
    std::fs::write(&config, lines).unwrap();
    let config = config.to_str().unwrap();
    let arguments = [config, "--sentinel", "--port", &port.to_string()];
    let server = RedisServer::start_in(folder, &arguments).await;
    (server.unwrap(), port)
}

fn connecting(sentinel: u16) -> RedisTokenStore {
    let address = ConnectionAddr::Tcp("127.0.0.1".into(), sentinel);
    let builder = SentinelClientBuilder::new([address], "users", SentinelServerType::Master);
    let sentinels = Arc::new(Mutex::new(builder.unwrap().build().unwrap()));
    let connect = move || {
        let sentinels = Arc::clone(&sentinels);
        async move { sentinels.lock().await.get_async_connection().await }
    };
    RedisTokenStore::from_connector(connect, keys())
}

#[tokio::test]
async fn users_stay_logged_in_when_a_sentinel_replaces_the_primary() {
    let Some([(mut first, port), (second, _)]) = primary_and_replica("failover").await else {
        return;
    };
    let (watch, sentinel) = sentinel("failover-sentinel", port).await;
    let store = connecting(sentinel);
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.session(store.clone()).things().await.unwrap();
    has_ann(&second).await;
    // The Sentinel learns of replicas within 10 seconds.
    until(async || {
        let replicas: Vec<redis::Value> = watch.ask(&["SENTINEL", "REPLICAS", "users"]).await;
        !replicas.is_empty()
    })
    .await;

    first.kill();
    // Until the primary is replaced, calls fail with nothing sent, but nobody is logged
    // out.
    until(async || match login.session(store.clone()).things().await {
        Ok(()) => true,
        Err(error) => {
            assert!(!error.is_session_expired(), "{error:?}");
            assert!(error.is_transient(), "{error:?}");
            false
        }
    })
    .await;
    login.refuse("ann.0");
    login.session(store).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
}

async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < Duration::from_mins(1), "it never is");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
