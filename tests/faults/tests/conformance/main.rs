//! What the settings of connections promise on every transport of the project: one
//! table, and one test that checks all of it.

mod certificates;
mod client;
mod connections;
mod environment;
mod identities;
mod proxies;
mod proxy_server;
mod refusals;
mod requests;
mod server;
mod service;
mod table;

use tokio::task::JoinSet;

use crate::client::CARRIERS;

/// How many promises are tested at once.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_transport_keeps_every_promise() {
    let mut broken = Vec::new();
    let mut checking = JoinSet::new();
    for promise in table::promises() {
        for carrier in CARRIERS {
            if checking.len() >= AT_ONCE {
                broken.extend(checking.join_next().await.unwrap().unwrap());
            }
            let check = tokio::spawn((promise.check)(carrier));
            checking.spawn(async move {
                let why = check.await.err()?.into_panic();
                let why = why
                    .downcast::<String>()
                    .map_or_else(|_| "a panic without words".to_owned(), |why| *why);
                let (setting, promise) = (promise.setting, promise.text);
                Some(format!("{carrier:?}, {setting}: {promise}\n    {why}"))
            });
        }
    }
    while let Some(checked) = checking.join_next().await {
        broken.extend(checked.unwrap());
    }
    let count = broken.len();
    assert!(
        broken.is_empty(),
        "{count} are broken:\n{}",
        broken.join("\n")
    );
}

/// Only the users of one transport would notice a setting that the other ignores.
#[test]
fn every_setting_of_connections_has_a_promise() {
    let source = include_str!("../../../../connectpay-runtime/src/client/connection.rs");
    let settings: Vec<&str> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub fn "))
        .filter_map(|rest| rest.split(['(', '<']).next())
        // This chooses the transport itself.
        .filter(|name| *name != "reqwest")
        .collect();
    assert!(settings.len() >= 8, "{settings:?}");
    let promises = table::promises();
    for setting in settings {
        let is_checked = promises.iter().any(|promise| promise.setting == setting);
        assert!(is_checked, "nothing is promised of `{setting}`");
    }
}
