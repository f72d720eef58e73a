//! The connections to one origin that can take a request, now or soon.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::http1::Http1;
use super::http2::{Http2, Stream};
use crate::clock::after;

#[derive(Default)]
pub(super) struct Shelf {
    /// Connections of HTTP/1.1 that no call uses. The one used most recently is the
    /// last.
    idle: Vec<Idle>,
    /// Connections of HTTP/2. The newest is the last.
    shared: Vec<Arc<Http2>>,
}

struct Idle {
    connection: Http1,
    until: Instant,
}

/// What can carry one request.
pub(super) enum Free {
    Http1(Http1),
    Http2(Stream),
}

impl Free {
    pub(super) fn is_http1(&self) -> bool {
        matches!(self, Self::Http1(_))
    }

    /// Since when no call has used the connection.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        match self {
            Self::Http1(connection) => connection.idle_since,
            Self::Http2(stream) => stream.idle_since(),
        }
    }
}

impl Shelf {
    pub(super) fn take(&mut self, limit: Duration) -> Option<Free> {
        // The task that closes idle connections may not have run, since its runtime may
        // not be running.
        let now = Instant::now();
        self.shared.retain(|connection| {
            let since = connection.idle_since();
            since.is_none_or(|since| now < since + limit)
        });
        // The newest comes first, since older ones are full or on their way out.
        if let Some(stream) = self.shared.iter().rev().find_map(Http2::stream) {
            return Some(Free::Http2(stream));
        }
        while let Some(Idle { connection, until }) = self.idle.pop() {
            if until > now && !connection.is_closed() {
                return Some(Free::Http1(connection));
            }
        }
        None
    }

    pub(super) fn put(&mut self, mut connection: Http1, keep: Duration) {
        if !keep.is_zero() && !connection.is_closed() {
            connection.idle_since = Some(Instant::now());
            let until = after(keep);
            self.idle.push(Idle { connection, until });
        }
    }

    pub(super) fn share(&mut self, connection: Arc<Http2>) {
        self.shared.push(connection);
    }

    /// Whether a connection takes further calls as others end.
    pub(super) fn is_shared(&self) -> bool {
        self.shared.iter().any(|connection| connection.is_open())
    }

    /// Whether there is a connection so little used that another one would not be
    /// better.
    pub(super) fn has_unused(&self) -> bool {
        self.shared.iter().any(|connection| connection.is_unused())
    }

    /// Forgets connections that have ended.
    pub(super) fn forget_ended(&mut self) {
        self.shared.retain(|connection| !connection.is_over());
    }

    /// Closes what has been idle for too long.
    pub(super) fn close_idle(&mut self, limit: Duration) {
        let now = Instant::now();
        self.idle
            .retain(|idle| idle.until > now && !idle.connection.is_closed());
        self.shared.retain(|connection| {
            let since = connection.idle_since();
            since.is_none_or(|since| since + limit > now)
        });
    }

    /// When the next connection will have been idle for too long.
    pub(super) fn next_end(&self, limit: Duration) -> Option<Instant> {
        let idle = self.idle.iter().map(|idle| idle.until);
        let shared = self.shared.iter().filter_map(|connection| {
            let since = connection.idle_since()?;
            Some(since + limit)
        });
        idle.chain(shared).min()
    }
}
