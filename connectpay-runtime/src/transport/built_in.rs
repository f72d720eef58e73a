//! The default transport. It speaks HTTP/1.1 with hyper and TLS with rustls, unless it
//! was built without TLS. It speaks HTTP/2 with h2 itself, because only h2 says which
//! stream a request used.

mod connect;
mod dial;
mod frames;
mod http1;
mod http2;
mod io;
mod origin;
mod pool;
mod protocol;
mod queue;
mod seen;
mod sent;
mod shelf;
#[cfg_attr(not(feature = "rustls"), path = "built_in/no_tls.rs")]
mod tls;
mod watched;

use bytes::Bytes;

use self::connect::Connector;
use self::pool::Pool;
use self::sent::Sent;
use super::settings::ConnectionSettings;
use super::{Limits, Request};
use crate::error::Result;

/// Connections of our own.
pub(crate) struct BuiltIn {
    pool: Pool,
}

impl BuiltIn {
    pub(crate) fn new(settings: &ConnectionSettings) -> Result<Self> {
        Ok(Self {
            pool: Pool::new(Connector::new(settings)?, settings.idle_timeout),
        })
    }

    pub(crate) async fn send(
        &self,
        mut request: Request,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        let origin = self.pool.origin(request.uri())?;
        loop {
            let lease = origin.checkout(&limits).await?;
            match lease.send(request, limits).await? {
                Sent::Answered(answer) => return Ok(answer),
                // An idle connection had ended before it took anything. Each turn of
                // this loop uses up one of those, and a new connection is never one of
                // them.
                Sent::Stale(unsent) => request = unsent,
            }
        }
    }
}

impl std::fmt::Debug for BuiltIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltIn").finish_non_exhaustive()
    }
}
