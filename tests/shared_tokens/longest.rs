//! Durations and names of any kind are accepted.

use std::time::Duration;

use connectpay::tokens::{IssuedTokens, MemoryTokenStore, SharedTokens, TokenStore};
use connectpay::{AccessToken, Client, Environment, PartnerCredentials, RetryPolicy};

use crate::login::{Example as _, Login};
use crate::redis_server::RedisServer;

async fn lasts(store: impl TokenStore + Clone, length: Duration) {
    let access = AccessToken::new("ann.0").unwrap().with_lifetime(length);
    let access = access.with_age(Duration::MAX).with_age(Duration::ZERO);
    let tokens = IssuedTokens::new(access);
    store.replace("ann", Some(&tokens)).await.unwrap();
    let lock = store.try_lock("ann", length).await.unwrap();
    let fence = lock.fence().unwrap();
    store.load("ann").await.unwrap();
    store.store("ann", &tokens, fence).await.unwrap();
    store.unlock("ann", fence, length).await.unwrap();
    store.end("ann", &tokens).await.unwrap();
    store.replace("ann", None).await.unwrap();
}

#[tokio::test]
async fn a_store_takes_the_shortest_and_the_longest_times() {
    for length in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        lasts(MemoryTokenStore::new().inactivity_limit(length), length).await;
        if let Some(server) = RedisServer::start("longest").await {
            lasts(server.store().inactivity_limit(length), length).await;
        }
    }
}

#[tokio::test]
async fn a_client_takes_the_shortest_and_the_longest_times() {
    for length in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        let login = Login::of("ann");
        let store = MemoryTokenStore::new();
        store.replace("ann", Some(&login.first())).await.unwrap();
        let policy = RetryPolicy::default()
            .first_delay(length)
            .max_delay(length)
            .max_retry_after(length);
        // Nobody listens on this port.
        let environment = Environment::custom("http://127.0.0.1:9").unwrap();
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let client = Client::builder(environment, credentials)
            .timeout(length)
            .attempt_timeout(length)
            .connect_timeout(length)
            .idle_timeout(length)
            .token_timeout(length)
            .retry(policy.attempts(2))
            .build()
            .unwrap();
        let tokens = SharedTokens::new(store, "ann", login).lock_limit(length);
        let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
        let call = session.things().timeout(length);
        let ended = tokio::time::timeout(Duration::from_secs(5), call).await;
        // A retry that waits for ages is not an overflow.
        if let Ok(result) = ended {
            result.unwrap_err();
        }
    }
}
