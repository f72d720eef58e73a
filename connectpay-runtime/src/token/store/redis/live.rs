//! An open connection of any kind.

use std::sync::Arc;

use redis::aio::{ConnectionLike, MultiplexedConnection};
use redis::{AsyncConnectionConfig, Cmd, Pipeline, RedisConnectionInfo, RedisFuture, Value};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::task::AbortOnDropHandle;

use super::failure::Failure;

/// Clones share the connection and recognise one another.
pub(super) struct Live {
    connection: Box<dyn Connection>,
    identity: Arc<()>,
    /// The task that carries the bytes, if it is one of ours.
    driver: Option<Arc<AbortOnDropHandle<()>>>,
}

/// What a connection of the user's own implements as well.
trait Connection: ConnectionLike + Send + Sync {
    fn boxed_clone(&self) -> Box<dyn Connection>;
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Connection for C {
    fn boxed_clone(&self) -> Box<dyn Connection> {
        Box::new(self.clone())
    }
}

impl Live {
    pub(super) fn new(connection: impl ConnectionLike + Clone + Send + Sync + 'static) -> Self {
        Self {
            connection: Box::new(connection),
            identity: Arc::default(),
            driver: None,
        }
    }

    pub(super) async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        settings: &RedisConnectionInfo,
        config: AsyncConnectionConfig,
    ) -> Result<Self, Failure> {
        // `redis` has its own exchange with the server before the first command. Its
        // limit is `CONNECT`.
        let made = MultiplexedConnection::new_with_config(settings, stream, config).await;
        let (connection, driver) = made?;
        let mut live = Self::new(connection);
        live.driver = Some(Arc::new(AbortOnDropHandle::new(tokio::spawn(driver))));
        Ok(live)
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.identity, &other.identity)
    }
}

impl Clone for Live {
    fn clone(&self) -> Self {
        Self {
            connection: self.connection.boxed_clone(),
            identity: Arc::clone(&self.identity),
            driver: self.driver.clone(),
        }
    }
}

impl ConnectionLike for Live {
    fn req_packed_command<'a>(&'a mut self, command: &'a Cmd) -> RedisFuture<'a, Value> {
        self.connection.req_packed_command(command)
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        commands: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        self.connection.req_packed_commands(commands, offset, count)
    }

    fn get_db(&self) -> i64 {
        self.connection.get_db()
    }
}
