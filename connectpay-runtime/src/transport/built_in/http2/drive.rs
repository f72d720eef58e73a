//! Keeps a connection of HTTP/2 going, and notices when it hangs.

use std::future::{Future as _, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use h2::client::Connection;
use h2::{Ping, PingPong};
use tokio::time::{sleep, timeout};

use super::super::seen::Seen;
use super::super::watched::Watched;
use super::{Http2, OnChange};

/// How long calls may wait without a byte from the server before it is asked for a sign
/// of life.
const QUIET: Duration = Duration::from_secs(5);
/// How long the server may take for its sign of life before the connection gets no new
/// calls.
const DOUBT: Duration = Duration::from_secs(1);
/// How long it may take after that before the connection is closed.
const PATIENCE: Duration = Duration::from_secs(4);

/// Moves the bytes of a connection until it ends, and tells the origin about changes
/// that matter to waiting calls.
pub(in super::super) async fn drive(
    mut connection: Connection<Watched, Bytes>,
    shared: Weak<Http2>,
    seen: Arc<Seen>,
    settings_limit: Duration,
    changed: OnChange,
) {
    let pings = connection.ping_pong();
    let mut settings = 0;
    let moving = pin!(poll_fn(|cx| {
        let ended = Pin::new(&mut connection).poll(cx);
        let now = seen.settings();
        if now != settings {
            settings = now;
            if let Some(shared) = shared.upgrade() {
                shared.settled.notify_waiters();
            }
            changed();
        }
        ended.map(drop)
    }));
    let listening = pin!(listen(pings, settings_limit, &shared, &seen, &*changed));
    if let Either::Right(((), _)) = select(moving, listening).await {
        if let Some(shared) = shared.upgrade() {
            shared.is_hung.store(true, Ordering::Release);
        }
    }
    if let Some(shared) = shared.upgrade() {
        shared.is_over.store(true, Ordering::Release);
    }
    // Calls that still wait on the connection fail now, and their errors say why.
    drop(connection);
    if let Some(shared) = shared.upgrade() {
        shared.settled.notify_waiters();
    }
    changed();
}

/// Ends when the server gives no sign of life although calls wait for it.
async fn listen(
    pings: Option<PingPong>,
    settings_limit: Duration,
    shared: &Weak<Http2>,
    seen: &Seen,
    changed: &(dyn Fn() + Send + Sync),
) {
    let Some(mut pings) = pings else {
        return std::future::pending().await;
    };
    // A server's first frame is SETTINGS (RFC 9113, 3.4), and calls wait for it.
    sleep(settings_limit).await;
    if seen.settings() == 0 {
        return;
    }
    loop {
        let (before, written) = (seen.read(), seen.written());
        sleep(QUIET).await;
        let has_streams = match shared.upgrade() {
            Some(shared) => shared.streams.load(Ordering::Acquire) > 0,
            None => false,
        };
        if !has_streams || seen.read() != before {
            continue;
        }
        // The server is still taking bytes, and a ping would have to wait behind them.
        if seen.is_blocked() && seen.written() != written {
            continue;
        }
        let mut pong = pin!(pings.ping(Ping::opaque()));
        if timeout(DOUBT, &mut pong).await.is_ok() {
            continue;
        }
        let doubt = |is_doubtful| {
            if let Some(shared) = shared.upgrade() {
                shared.is_doubtful.store(is_doubtful, Ordering::Release);
            }
            changed();
        };
        doubt(true);
        if timeout(PATIENCE, &mut pong).await.is_err() {
            return;
        }
        doubt(false);
    }
}
