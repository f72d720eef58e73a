//! The connections to one origin: which call gets one, when another is opened, and when
//! an idle one is closed.
//!
//! A server that speaks HTTP/2 takes all calls over one connection. So one connection
//! is opened at a time, and calls that come in the meantime wait for it. Any other
//! server takes one call per connection, so one is opened for each waiting call.

mod lease;
mod task;

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderValue, Uri};
use tokio::time::{Instant, timeout_at};

use self::lease::Lease;
use self::task::{Attempt, Reaping};
use super::connect::{Connection, Connector};
use super::http1::Http1;
use super::queue::{Delivery, Queue, Turn, deliver};
use super::shelf::{Free, Shelf};
use crate::clock::after;
use crate::error::Failure;
use crate::transport::Limits;

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
    /// When each attempt to connect began, by its number.
    connecting: BTreeMap<u64, Instant>,
    attempts: u64,
    /// Whether the last connection spoke HTTP/1.1.
    speaks_http1: bool,
    is_reaped: bool,
}

const ENDED_AT_ONCE: &str = "the server ended the connection as soon as it was open";

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
                if let Some(free) = state.shelf.take(self.idle_timeout) {
                    return Ok(Lease::new(self, free));
                }
            }
            let place = state.waiting.enter(limits.since);
            self.settle(state, Vec::new());
            place
        };
        let _place = Place { origin: self, turn };
        let mut given = pin!(given);
        loop {
            let look_again = after(self.connector.limit());
            match timeout_at(limits.until.min(look_again), &mut given).await {
                Ok(Ok(given)) => return given,
                // The sender is in the state, which lives as long as the origin.
                Ok(Err(gone)) => return Err(Failure::not_sent(gone)),
                Err(_) if look_again < limits.until => self.settle(self.lock(), Vec::new()),
                Err(_) => return Err(Failure::no_connection_in_time(limits.limit)),
            }
        }
    }

    fn give_back(self: &Arc<Self>, connection: Http1, keep_alive: Option<Duration>) {
        let keep = keep_alive.map_or(self.idle_timeout, |limit| limit.min(self.idle_timeout));
        let mut state = self.lock();
        state.shelf.put(connection, keep);
        self.settle(state, Vec::new());
    }

    /// Called when a stream of HTTP/2 has ended, or when a connection takes more or
    /// fewer requests.
    fn changed(self: &Arc<Self>) {
        let mut state = self.lock();
        state.shelf.forget_ended();
        self.settle(state, Vec::new());
    }

    fn connected(self: &Arc<Self>, attempt: u64, connection: Connection) {
        let mut state = self.lock();
        state.connecting.remove(&attempt);
        let mut deliveries = Vec::new();
        // The connection goes straight to a call, since it may be for one use only.
        let mut free = None;
        match connection {
            Connection::Http1(connection) => {
                state.speaks_http1 = true;
                free = Some(Free::Http1(connection));
            }
            Connection::Http2(connection) if self.idle_timeout.is_zero() => {
                free = connection.stream().map(Free::Http2);
                if free.is_none() {
                    let mut failure = Some(Failure::not_sent(ENDED_AT_ONCE));
                    deliveries = state.waiting.serve(|| failure.take().map(Err));
                }
            }
            Connection::Http2(connection) => {
                state.speaks_http1 = false;
                // A connection that the server ends at once must not be replaced at
                // once.
                if !connection.is_open() {
                    let failure = Failure::not_sent(ENDED_AT_ONCE);
                    deliveries = state.waiting.dismiss(|| Err(failure.clone()));
                }
                state.shelf.share(connection);
            }
        }
        deliveries.extend(
            state
                .waiting
                .serve(|| Some(Ok(Lease::new(self, free.take()?)))),
        );
        if let Some(Free::Http1(connection)) = free.take_if(|free| free.is_http1()) {
            state.shelf.put(connection, self.idle_timeout);
        }
        self.settle(state, deliveries);
        // Nobody wanted this. Dropping it takes the lock, so the lock is released
        // first.
        drop(free);
    }

    fn not_connected(self: &Arc<Self>, attempt: u64, failure: &Failure) {
        let mut state = self.lock();
        state.connecting.remove(&attempt);
        let deliveries = if self.is_one_each(&state) {
            // The other calls have connections of their own under way.
            let is_missed = state.connecting.len() < state.waiting.len();
            let mut failure = is_missed.then(|| failure.clone());
            state.waiting.serve(|| failure.take().map(Err))
        } else if state.shelf.is_shared() {
            // This connection was wanted only because there are more calls than the
            // open ones take at once. The calls go on waiting for those.
            Vec::new()
        } else {
            state.waiting.dismiss(|| Err(failure.clone()))
        };
        drop(state);
        deliver(deliveries);
    }

    /// The only place that acts on a change: it gives waiting calls what is free, opens
    /// what is missing, and has idle connections looked after.
    ///
    /// It decides under the lock and acts without it. A lease that nobody wants any
    /// more takes the lock again when it is dropped, and so does a task that a runtime
    /// drops because it shuts down.
    fn settle(
        self: &Arc<Self>,
        mut state: MutexGuard<'_, State>,
        mut deliveries: Vec<Delivery<Given>>,
    ) {
        let mut attempts = Vec::new();
        if !state.waiting.is_empty() {
            let State { shelf, waiting, .. } = &mut *state;
            let idle_timeout = self.idle_timeout;
            deliveries
                .extend(waiting.serve(|| Some(Ok(Lease::new(self, shelf.take(idle_timeout)?)))));
            attempts = self.missing(&mut state);
        }
        let is_to_be_reaped = !state.is_reaped && state.shelf.next_end(self.idle_timeout).is_some();
        state.is_reaped |= is_to_be_reaped;
        drop(state);
        deliver(deliveries);
        for attempt in attempts {
            Attempt::begin(self, attempt);
        }
        if is_to_be_reaped {
            Reaping::begin(self);
        }
    }

    /// The attempts to connect that have to be made, already counted.
    fn missing(&self, state: &mut State) -> Vec<u64> {
        let wanted = if self.is_one_each(state) {
            state.waiting.len()
        } else if state.shelf.has_unused() {
            0
        } else {
            state.waiting.len().min(1)
        };
        // An older attempt belongs to a runtime that nobody runs; otherwise it would
        // have ended.
        let now = Instant::now();
        let limit = self.connector.limit();
        let under_way = state.connecting.values();
        let under_way = under_way.filter(|&&begun| now < begun + limit).count();
        (under_way..wanted)
            .map(|_| {
                state.attempts += 1;
                state.connecting.insert(state.attempts, now);
                state.attempts
            })
            .collect()
    }

    /// Whether each call needs a connection of its own.
    fn is_one_each(&self, state: &State) -> bool {
        state.speaks_http1 || self.idle_timeout.is_zero()
    }

    /// Closes what has been idle for too long, and returns when to look again.
    fn close_idle(&self) -> Option<Instant> {
        let mut state = self.lock();
        state.shelf.close_idle(self.idle_timeout);
        let end = state.shelf.next_end(self.idle_timeout);
        // Set under the same lock, so that nobody counts on a task that is ending.
        state.is_reaped = end.is_some();
        end
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic leaves nothing under the lock half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a waiting call in the queue, which it gives up when it is dropped.
struct Place<'a> {
    origin: &'a Arc<Origin>,
    turn: Turn,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.origin.lock().waiting.leave(self.turn);
    }
}
