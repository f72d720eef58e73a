//! What the client's builder settles for the transports of this crate.

use std::time::Duration;

/// How connections are made and kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) proxy_from_environment: bool,
    pub(crate) https_only: bool,
}
