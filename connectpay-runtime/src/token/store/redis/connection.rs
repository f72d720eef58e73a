//! The connection to a server, which is made when it is needed and dropped when it is
//! no longer usable.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use redis::{AsyncConnectionConfig, Client, ConnectionAddr, RedisResult, Script};
use rustls::crypto::{CryptoProvider, aws_lc_rs};

use super::address::Address;
use super::failure::Failure;
use super::live::Live;

/// The limit for everything that making a connection takes, such as asking a Sentinel
/// first.
const CONNECT: Duration = Duration::from_secs(3);

/// The connection itself has no limits: they are here and at the command.
fn without_limits() -> AsyncConnectionConfig {
    AsyncConnectionConfig::new()
        .set_connection_timeout(None)
        .set_response_timeout(None)
}

/// How a connection is made.
pub(super) enum Connector {
    Address(Address),
    Client(Client),
    /// The user's own way.
    Own(Box<OwnConnector>),
}

type OwnConnector = dyn Fn() -> BoxFuture<'static, RedisResult<Live>> + Send + Sync;

/// Clones share the connection.
#[derive(Clone)]
pub(super) struct Connections(Arc<Inner>);

struct Inner {
    connector: Connector,
    slot: Mutex<Slot>,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Connecting(Connecting),
    Connected(Live),
}

/// Connects in a task of its own, which puts the connection into the slot, so that a
/// caller that goes away leaves neither half a connection nor an old failure.
type Connecting = Shared<BoxFuture<'static, Result<Live, Failure>>>;

impl Connections {
    pub(super) fn new(connector: Connector) -> Self {
        Self(Arc::new(Inner {
            connector,
            slot: Mutex::default(),
        }))
    }

    /// The connection. A command with two keys that no cluster keeps together shows
    /// whether a new connection goes to a node of a cluster.
    pub(super) async fn get(&self, apart: &[String; 2]) -> Result<Live, Failure> {
        let connecting = {
            let mut slot = self.0.slot();
            match &*slot {
                Slot::Connected(live) => return Ok(live.clone()),
                Slot::Connecting(connecting) => connecting.clone(),
                Slot::Empty => {
                    let connecting = self.connect(apart.clone());
                    *slot = Slot::Connecting(connecting.clone());
                    connecting
                }
            }
        };
        let connected = connecting.clone().await;
        if let Err(Failure::Ended) = &connected {
            let mut slot = self.0.slot();
            if matches!(&*slot, Slot::Connecting(current) if current.ptr_eq(&connecting)) {
                *slot = Slot::Empty;
            }
        }
        connected
    }

    /// Drops this connection, which is no longer usable, and leaves a newer one alone.
    pub(super) fn drop_connection(&self, live: &Live) {
        let mut slot = self.0.slot();
        if matches!(&*slot, Slot::Connected(current) if current.is(live)) {
            *slot = Slot::Empty;
        }
    }

    fn connect(&self, apart: [String; 2]) -> Connecting {
        let inner = Arc::clone(&self.0);
        let task = tokio::spawn(async move {
            let connecting = AssertUnwindSafe(inner.connector.connect(&apart));
            let connecting = tokio::time::timeout(CONNECT, connecting.catch_unwind());
            let connected = match connecting.await {
                Ok(Ok(connected)) => connected,
                Ok(Err(_)) => Err(Failure::Panicked),
                Err(_) => Err(Failure::TimedOut),
            };
            *inner.slot() = match &connected {
                Ok(live) => Slot::Connected(live.clone()),
                Err(_) => Slot::Empty,
            };
            connected
        });
        task.map(|joined| joined.unwrap_or(Err(Failure::Ended)))
            .boxed()
            .shared()
    }
}

impl Inner {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        // Nothing that runs under the lock can panic halfway through a change.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connector {
    async fn connect(&self, apart: &[String; 2]) -> Result<Live, Failure> {
        let config = without_limits();
        let mut live = match self {
            Self::Address(address) => address.connect(config).await?,
            Self::Client(client) => {
                provide(client);
                let connection = client.get_multiplexed_async_connection_with_config(&config);
                Live::new(connection.await?)
            }
            Self::Own(connect) => return Ok(connect().await?),
        };
        // A node of a cluster answers `CROSSSLOT`. Any other server carries out the
        // command, and its user needs no permission beyond the store's own.
        let probe = Script::new("return 1");
        let [first, second] = apart;
        let probed: RedisResult<i64> = probe.key(first).key(second).invoke_async(&mut live).await;
        match probed.map_err(Failure::from) {
            Err(failure) if failure.is_cluster() => Err(Failure::ClusterNode),
            Err(failure) if failure.ends_connection() => Err(failure),
            // Any other error will come back with the command that follows.
            _ => Ok(live),
        }
    }
}

/// The `redis` crate's TLS takes the process's provider, and panics if there is none
/// and two are switched on. If there is one, or only one is switched on, this changes
/// nothing: rustls would install that one itself.
fn provide(client: &Client) {
    let is_tls = matches!(
        client.get_connection_info().addr(),
        ConnectionAddr::TcpTls { .. }
    );
    if is_tls && CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is just as good.
        aws_lc_rs::default_provider().install_default().ok();
    }
}
