//! A stream of bytes to a server, of any kind.

use tokio::io::{AsyncRead, AsyncWrite};

/// What a connection runs over: TCP, TLS over TCP, or either through a proxy.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}
