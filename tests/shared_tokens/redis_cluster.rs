//! A cluster of three nodes.

use std::time::Duration;

use connectpay::redis::cluster::ClusterClientBuilder;
use connectpay::tokens::{RedisTokenStore, TokenStore as _};

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, free_port, keys};

/// Three nodes that share the slots, and their ports.
async fn cluster(test: &str) -> Option<[(RedisServer, u16); 3]> {
    let node = async |number: usize| {
        let port = free_port();
        let name = format!("{test}-{number}");
        let port_text = port.to_string();
        let arguments = ["--port", &port_text, "--cluster-enabled", "yes"];
        Some((RedisServer::start_with(&name, &arguments).await?, port))
    };
    let nodes = [node(0).await?, node(1).await?, node(2).await?];
    let slots = [("0", "5460"), ("5461", "10922"), ("10923", "16383")];
    for ((number, (server, _)), (from, to)) in nodes.iter().enumerate().zip(slots) {
        let epoch = (number + 1).to_string();
        let _: String = server.ask(&["CLUSTER", "SET-CONFIG-EPOCH", &epoch]).await;
        let _: String = server.ask(&["CLUSTER", "ADDSLOTSRANGE", from, to]).await;
    }
    for (_, port) in &nodes[1..] {
        let meet = ["CLUSTER", "MEET", "127.0.0.1", &port.to_string()];
        let _: String = nodes[0].0.ask(&meet).await;
    }
    for (server, _) in &nodes {
        is_whole(server).await;
    }
    Some(nodes)
}

async fn is_whole(node: &RedisServer) {
    for _ in 0..1_500 {
        let info: String = node.ask(&["CLUSTER", "INFO"]).await;
        if info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the nodes do not become a cluster");
}

const USERS: [&str; 6] = ["ann", "bob", "cat", "dan", "eve", "flo"];

#[tokio::test]
async fn a_cluster_serves_all_users_over_a_connection_of_its_own_kind() {
    let Some(nodes) = cluster("cluster").await else {
        return;
    };
    let urls = nodes
        .each_ref()
        .map(|(_, port)| format!("redis://127.0.0.1:{port}/"));
    let client = ClusterClientBuilder::new(urls.to_vec()).build().unwrap();
    let connection = client.get_async_connection().await.unwrap();
    let store = RedisTokenStore::from_connection(connection, keys());
    for user in USERS {
        let login = Login::of(user);
        store.replace(user, Some(&login.first())).await.unwrap();
        login.refuse(&format!("{user}.0"));
        login.session(store.clone()).things().await.unwrap();
        assert_eq!(login.refreshes(), 1);
        store.replace(user, None).await.unwrap();
    }
    for (server, _) in &nodes {
        let keys: Vec<String> = server.ask(&["KEYS", "*"]).await;
        assert!(!keys.is_empty(), "a node that nobody is on shows nothing");
    }
}

#[tokio::test]
async fn a_node_as_a_plain_url_is_refused_at_the_first_use_for_all_users() {
    let Some(nodes) = cluster("node").await else {
        return;
    };
    for (server, _) in &nodes {
        for user in USERS {
            let error = server.store().load(user).await.unwrap_err();
            let text = error.to_string();
            assert!(text.contains("node of a cluster"), "{text}");
            assert!(text.contains("from_connection"), "{text}");
        }
    }
}
