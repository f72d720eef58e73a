//! Commands that are sent twice, as a cluster's client does if it does not know whether
//! the first was carried out.

use std::time::Duration;

use connectpay::redis::aio::{ConnectionLike, MultiplexedConnection};
use connectpay::redis::{Client, Cmd, Pipeline, RedisFuture, Value};
use connectpay::tokens::{Lock, RedisTokenStore, TokenStore as _};

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, keys};

/// Sends each command twice, and returns the second answer.
#[derive(Clone)]
struct Twice(MultiplexedConnection);

impl ConnectionLike for Twice {
    fn req_packed_command<'a>(&'a mut self, command: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(async move {
            self.0.send_packed_command(command).await.ok();
            self.0.send_packed_command(command).await
        })
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        commands: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        Box::pin(self.0.send_packed_commands(commands, offset, count))
    }

    fn get_db(&self) -> i64 {
        self.0.get_db()
    }
}

async fn store(server: &RedisServer) -> RedisTokenStore {
    let client = Client::open(server.url()).unwrap();
    let connection = client.get_multiplexed_async_connection().await.unwrap();
    RedisTokenStore::from_connection(Twice(connection), keys())
}

#[tokio::test]
async fn a_session_whose_every_command_is_carried_out_twice_goes_on_as_any_other() {
    let Some(server) = RedisServer::start("twice").await else {
        return;
    };
    let (store, login) = (store(&server).await, Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let session = login.session(store.clone());
    session.things().await.unwrap();
    login.refuse("ann.0");
    session.things().await.unwrap();
    assert_eq!((login.refreshes(), login.sent().len()), (1, 3));
    store.replace("ann", None).await.unwrap();
    assert!(session.things().await.unwrap_err().is_session_expired());
}

#[tokio::test]
async fn a_lock_that_is_taken_or_given_back_twice_is_one_holders_or_nobodys() {
    let Some(server) = RedisServer::start("twice-locked").await else {
        return;
    };
    let (store, login) = (store(&server).await, Login::of("ann"));
    store.replace("ann", Some(&login.first())).await.unwrap();
    let minute = Duration::from_mins(1);
    let fence = async || store.try_lock("ann", minute).await.unwrap().fence();
    let first = fence().await.unwrap();
    let other = store.try_lock("ann", minute).await.unwrap();
    assert!(matches!(other, Lock::Busy), "{other:?}");
    assert!(store.store("ann", &login.first(), first).await.unwrap());
    store.unlock("ann", first, Duration::ZERO).await.unwrap();
    let second = fence().await.unwrap();
    assert!(second > first);
    // Somebody who no longer holds the lock gives it back.
    store.unlock("ann", first, Duration::ZERO).await.unwrap();
    assert!(fence().await.is_none());
    assert!(!store.store("bob", &login.first(), second).await.unwrap());
}
