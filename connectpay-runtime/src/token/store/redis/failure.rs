//! Failures of a Redis server or of the way to it, described without the server's own
//! words, which may quote a user's key.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use redis::{ErrorKind, RedisError, ServerErrorKind};

use crate::error::Error;

#[derive(Clone)]
pub(super) enum Failure {
    Redis(RedisError),
    Tls(Arc<io::Error>),
    ClusterNode,
    TimedOut,
    Panicked,
    Ended,
}

impl From<RedisError> for Failure {
    fn from(error: RedisError) -> Self {
        Self::Redis(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Redis(error.into())
    }
}

impl Failure {
    /// Whether another connection may help.
    pub(super) fn ends_connection(&self) -> bool {
        match self {
            Self::Redis(error) => {
                error.is_io_error()
                    || error.is_unrecoverable_error()
                    || self.is_read_only()
                    || self.is_cluster()
            }
            _ => true,
        }
    }

    /// Whether the server said that it did nothing and that another server may, because
    /// a primary and its replica have swapped roles.
    pub(super) fn is_read_only(&self) -> bool {
        let Self::Redis(error) = self else {
            return false;
        };
        // Before version 7, the server gives an error within a script the script's
        // code.
        error.kind() == ErrorKind::Server(ServerErrorKind::ReadOnly)
            || error
                .detail()
                .is_some_and(|detail| detail.contains("-READONLY"))
    }

    /// Whether the connection broke, before or after the server carried out the
    /// command.
    pub(super) fn is_dropped(&self) -> bool {
        matches!(self, Self::Redis(error) if error.is_connection_dropped())
    }

    /// Whether the server may have carried out the command, or may still do so.
    pub(super) fn is_unclear(&self) -> bool {
        matches!(self, Self::TimedOut | Self::Ended) || self.is_dropped()
    }

    pub(super) fn is_cluster(&self) -> bool {
        use ServerErrorKind::{Ask, ClusterDown, CrossSlot, Moved};
        matches!(
            self,
            Self::Redis(error) if matches!(
                error.kind(),
                ErrorKind::Server(Moved | Ask | CrossSlot | ClusterDown)
            )
        )
    }

    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Redis(error) => named(error),
            Self::Tls(error) => Error::authenticate(
                "the Redis server that keeps users' tokens failed the TLS handshake",
            )
            .with_source(error),
            Self::ClusterNode => Error::authenticate(
                "the Redis server that keeps users' tokens is a node of a cluster, which has the \
                 keys of some users alone; give a cluster connection to \
                 `RedisTokenStore::from_connection`",
            ),
            Self::TimedOut => late(),
            Self::Panicked => Error::authenticate(
                "the `redis` client panicked while it connected; if it speaks TLS, install one of \
                 rustls's providers at the start: `CryptoProvider::install_default`",
            ),
            Self::Ended => Error::authenticate(
                "the runtime ended while a connection to the Redis server was made",
            ),
        }
    }
}

/// A command that is forbidden inside a script has the code `ERR`.
fn is_forbidden(error: &RedisError) -> bool {
    let detail = error.detail().unwrap_or_default();
    error.kind() == ErrorKind::Server(ServerErrorKind::NoPerm)
        || detail.contains("The user executing the script can't")
}

fn late() -> Error {
    Error::authenticate("the Redis server that keeps users' tokens did not answer in time")
        .timed_out()
}

fn named(error: RedisError) -> Error {
    if error.is_timeout() {
        return late();
    }
    if error.kind() == ErrorKind::Io {
        let unreached = "the Redis server that keeps users' tokens could not be reached";
        return Error::authenticate(unreached)
            .with_source(Arc::new(Unreached(error)))
            .passing();
    }
    if let Some(message) = passing(&error) {
        return Error::authenticate(message).passing();
    }
    if Failure::Redis(error.clone()).is_cluster() {
        return Failure::ClusterNode.into_error();
    }
    Error::authenticate(lasting(&error))
}

/// What to say about an error that passes by itself, or when servers swap roles.
fn passing(error: &RedisError) -> Option<String> {
    use ServerErrorKind::{BusyLoading, ClusterDown, MasterDown, TryAgain};
    let code = error.code().unwrap_or_default();
    Some(match error.kind() {
        _ if Failure::Redis(error.clone()).is_read_only() => {
            "the Redis server that keeps users' tokens is a read-only replica; the store \
             needs the primary, which a Sentinel names: `RedisTokenStore::from_connector`"
                .into()
        }
        ErrorKind::Server(BusyLoading | ClusterDown | MasterDown | TryAgain) => {
            format!("the Redis server that keeps users' tokens is not ready ({code})")
        }
        ErrorKind::MasterNameNotFoundBySentinel | ErrorKind::ClusterConnectionNotFound => {
            "no primary of the Redis servers that keep users' tokens is known at present".into()
        }
        _ => return None,
    })
}

/// What to say about an error that stays until somebody changes something.
fn lasting(error: &RedisError) -> String {
    match (error.kind(), error.code().unwrap_or_default()) {
        (ErrorKind::InvalidClientConfig | ErrorKind::Client, _) => {
            "the `redis` client that leads to users' tokens is set up in a way that does not work"
                .into()
        }
        (ErrorKind::AuthenticationFailed, _) | (_, "NOAUTH" | "WRONGPASS") => {
            "the Redis server that keeps users' tokens refused the user's name or password".into()
        }
        _ if is_forbidden(error) => {
            "the Redis server that keeps users' tokens does not permit its user what the store \
             needs; `RedisTokenStore` lists the commands and keys"
                .into()
        }
        (_, "") => {
            "the Redis server that keeps users' tokens answered what no Redis server does".into()
        }
        (_, code) => {
            format!("the Redis server that keeps users' tokens answered with an error ({code})")
        }
    }
}

/// Only the cause, since a [`RedisError`] says the same as its own cause.
struct Unreached(RedisError);

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for Unreached {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()?.source()
    }
}
