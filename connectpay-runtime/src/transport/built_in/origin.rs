//! The connections to one origin: who gets one, when another is opened, when an
//! idle one is closed.
//!
//! A server that speaks HTTP/2 takes all calls over one connection, so one is
//! opened at a time and whoever comes meanwhile waits for it. A server that does
//! not takes one call a connection, so each call that waits has one opened.

mod lease;
mod task;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderValue, Uri};
use tokio::time::{Instant, timeout_at};

use self::lease::Lease;
use self::task::{begin_connecting, begin_reaping};
use super::connect::{Connection, Connector};
use super::http1::Http1;
use super::queue::{Delivery, Queue, Turn, deliver};
use super::shelf::{Free, Shelf};
use crate::transport::Limits;
use crate::transport::failure::Failure;

pub(super) struct Origin {
    uri: Uri,
    /// The value of `Host` in HTTP/1.1.
    host: HeaderValue,
    connector: Arc<Connector>,
    idle_timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    shelf: Shelf,
    waiting: Queue<Given>,
    connecting: usize,
    /// What the last connection spoke.
    speaks_http1: bool,
    is_reaped: bool,
}

type Given = std::result::Result<Lease, Failure>;

impl Origin {
    pub(super) fn new(
        uri: &Uri,
        connector: Arc<Connector>,
        idle_timeout: Duration,
    ) -> std::result::Result<Arc<Self>, Failure> {
        let host = uri
            .authority()
            .and_then(|authority| HeaderValue::from_str(authority.as_str()).ok())
            .ok_or_else(|| Failure::not_sent("the URL has no host").lasting())?;
        Ok(Arc::new(Self {
            uri: uri.clone(),
            host,
            connector,
            idle_timeout,
            state: Mutex::default(),
        }))
    }

    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == self.uri.scheme() && uri.authority() == self.uri.authority()
    }

    /// A connection for one call, as soon as there is one.
    pub(super) async fn checkout(self: &Arc<Self>, limits: &Limits) -> Given {
        let (turn, given) = {
            let mut state = self.lock();
            if state.waiting.is_empty() {
                if let Some(free) = state.shelf.take() {
                    return Ok(Lease::new(self, free));
                }
            }
            let place = state.waiting.enter(limits.since);
            self.settle(state);
            place
        };
        let place = Place { origin: self, turn };
        let given = timeout_at(limits.until, given).await;
        drop(place);
        match given {
            Ok(Ok(given)) => given,
            // The sender lives in the state, which lives as long as the origin.
            Ok(Err(gone)) => Err(Failure::not_sent(gone)),
            Err(_) => Err(Failure::no_connection_in_time(limits.limit)),
        }
    }

    fn give_back(self: &Arc<Self>, connection: Http1, keep_alive: Option<Duration>) {
        let keep = keep_alive.map_or(self.idle_timeout, |limit| limit.min(self.idle_timeout));
        let mut state = self.lock();
        state.shelf.put(connection, keep);
        self.reap(&mut state);
        self.settle(state);
    }

    /// A stream of HTTP/2 has ended, or what a connection takes has changed.
    fn changed(self: &Arc<Self>) {
        let mut state = self.lock();
        state.shelf.forget_ended();
        self.reap(&mut state);
        self.settle(state);
    }

    /// Gives waiting calls what there is, and has opened what is missing.
    fn settle(self: &Arc<Self>, mut state: MutexGuard<'_, State>) {
        if state.waiting.is_empty() {
            return;
        }
        let State { shelf, waiting, .. } = &mut *state;
        let deliveries = waiting.serve(|| Some(Ok(Lease::new(self, shelf.take()?))));
        let wanted = if self.is_one_each(&state) {
            state.waiting.len()
        } else if state.shelf.has_unused() {
            0
        } else {
            state.waiting.len().min(1)
        };
        while state.connecting < wanted && begin_connecting(self) {
            state.connecting += 1;
        }
        drop(state);
        deliver(deliveries);
    }

    fn connected(self: &Arc<Self>, connection: Connection) {
        let mut state = self.lock();
        state.connecting -= 1;
        let mut deliveries = Vec::new();
        match connection {
            Connection::Http1(connection) => {
                state.speaks_http1 = true;
                // Straight to a call, since a connection may be for one use only.
                let mut free = Some(Free::Http1(connection));
                deliveries = state
                    .waiting
                    .serve(|| Some(Ok(Lease::new(self, free.take()?))));
                if let Some(Free::Http1(connection)) = free {
                    state.shelf.put(connection, self.idle_timeout);
                }
            }
            Connection::Http2(connection) if self.idle_timeout.is_zero() => {
                let mut free = connection.stream().map(Free::Http2);
                deliveries = state
                    .waiting
                    .serve(|| Some(Ok(Lease::new(self, free.take()?))));
            }
            Connection::Http2(connection) => {
                state.speaks_http1 = false;
                // One that the server takes back at once must not be replaced at once.
                if !connection.is_open() {
                    let why = "the server ended the connection as soon as it was open";
                    let failure = Failure::not_sent(why);
                    deliveries = state.waiting.dismiss(|| Err(failure.clone()));
                }
                state.shelf.share(connection);
            }
        }
        self.reap(&mut state);
        self.settle(state);
        deliver(deliveries);
    }

    fn not_connected(&self, failure: &Failure) {
        let mut state = self.lock();
        state.connecting -= 1;
        let deliveries: Vec<Delivery<Given>> = if self.is_one_each(&state) {
            // The others have connections of their own under way.
            let mut failure = Some(failure.clone());
            state.waiting.serve(|| failure.take().map(Err))
        } else if state.shelf.is_shared() {
            // Another one was wanted only because the calls are more than the open
            // ones take at once. They go on to wait for those.
            Vec::new()
        } else {
            state.waiting.dismiss(|| Err(failure.clone()))
        };
        drop(state);
        deliver(deliveries);
    }

    /// Whether each call needs a connection of its own.
    fn is_one_each(&self, state: &State) -> bool {
        state.speaks_http1 || self.idle_timeout.is_zero()
    }

    /// Sees to it that what is idle for too long is closed, also while no call comes.
    fn reap(self: &Arc<Self>, state: &mut State) {
        if !state.is_reaped && state.shelf.next_end(self.idle_timeout).is_some() {
            state.is_reaped = begin_reaping(self);
        }
    }

    /// Closes what has been idle for too long, and tells when to look again.
    fn close_idle(&self) -> Option<Instant> {
        let mut state = self.lock();
        state.shelf.close_idle(self.idle_timeout);
        let end = state.shelf.next_end(self.idle_timeout);
        // Under the same lock, so that nobody counts on a task that is ending.
        state.is_reaped = end.is_some();
        end
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing under the lock is left half done by a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a call that waits, which goes when the call goes.
struct Place<'a> {
    origin: &'a Arc<Origin>,
    turn: Turn,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.origin.lock().waiting.leave(self.turn);
    }
}
