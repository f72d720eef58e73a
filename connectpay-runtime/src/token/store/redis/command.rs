//! One command to the server, and when it is sent twice.

use std::time::Duration;

use redis::{FromRedisValue, Script};

use super::connection::Connections;
use super::failure::Failure;

pub(super) struct Command<'a> {
    pub(super) script: &'a Script,
    pub(super) keys: [String; 2],
    /// Two keys that no cluster keeps on the same node.
    pub(super) apart: [String; 2],
    pub(super) arguments: &'a [&'a [u8]],
    pub(super) repeat: Repeat,
    pub(super) limit: Duration,
}

/// What happens if the server carries a command out twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    Harmless,
    /// A second logout would end a later login.
    Never,
}

impl Command<'_> {
    /// Runs the command. Runs it once more, on another connection, if nothing was done,
    /// or if the connection broke and running it twice has the same effect as once.
    pub(super) async fn run<T>(&self, connections: &Connections) -> Result<T, Failure>
    where
        T: FromRedisValue + Send,
    {
        let mut invocation = self.script.prepare_invoke();
        invocation.key(&self.keys);
        for argument in self.arguments {
            invocation.arg(*argument);
        }
        let mut is_first = true;
        loop {
            let mut live = connections.get(&self.apart).await?;
            let answer = invocation.invoke_async(&mut live);
            let failure = match tokio::time::timeout(self.limit, answer).await {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) => Failure::from(error),
                Err(_) => Failure::TimedOut,
            };
            if failure.ends_connection() {
                connections.drop_connection(&live);
            }
            let is_harmless = self.repeat == Repeat::Harmless && failure.is_dropped();
            if !is_first || !(failure.is_read_only() || is_harmless) {
                return Err(failure);
            }
            is_first = false;
        }
    }
}
