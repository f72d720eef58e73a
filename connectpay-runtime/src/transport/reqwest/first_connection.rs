//! One connection for a burst of calls. A server that speaks HTTP/2 takes them all over
//! one connection, so the other calls wait until the first has one.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::uri::{Authority, Scheme};
use http::{Uri, Version};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument as _;

use crate::error::{BoxError, Failure};
use crate::transport::Limits;
use crate::transport::settings::ConnectionSettings;

/// What is known about a client's servers.
#[derive(Debug)]
pub(crate) struct FirstConnections {
    /// How long an unused connection is kept.
    idle_timeout: Duration,
    /// How long one call waits for another's handshake.
    connect_timeout: Duration,
    servers: Mutex<Servers>,
}

#[derive(Debug)]
enum Known {
    /// A call is about to get the first connection.
    Connecting(watch::Receiver<()>),
    /// There is a connection. This is when the last call began.
    Connected(Instant),
    /// Each call needs a connection of its own, so waiting gains nothing.
    Http1,
}

impl FirstConnections {
    pub(crate) fn new(settings: &ConnectionSettings) -> Arc<Self> {
        Arc::new(Self {
            idle_timeout: settings.idle_timeout,
            connect_timeout: settings.connect_timeout,
            servers: Mutex::default(),
        })
    }

    /// What a call to this URI has to do first.
    pub(crate) fn turn(self: &Arc<Self>, uri: &Uri) -> Turn {
        // Without TLS no protocol is negotiated, and connections that are never reused
        // serve one call each.
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        match uri.authority() {
            Some(server) if is_tls && !self.idle_timeout.is_zero() => self.turn_at(server),
            _ => Turn::AtOnce,
        }
    }

    /// Notes which protocol the server spoke with the first call.
    pub(crate) fn answered(&self, server: &Authority, version: Version) {
        if version < Version::HTTP_2 {
            know(&mut self.lock(), server, Known::Http1);
        }
    }

    fn turn_at(self: &Arc<Self>, server: &Authority) -> Turn {
        let mut servers = self.lock();
        match servers.iter_mut().find(|(of, _)| of == server) {
            Some((_, Known::Http1)) => return Turn::AtOnce,
            Some((_, Known::Connecting(connected))) => {
                return Turn::After(connected.clone(), self.connect_timeout);
            }
            Some((_, Known::Connected(last))) if last.elapsed() < self.idle_timeout => {
                *last = Instant::now();
                return Turn::AtOnce;
            }
            _ => {}
        }
        let (sender, receiver) = watch::channel(());
        // Set under the same guard, so that there is only one first call.
        know(&mut servers, server, Known::Connecting(receiver));
        Turn::First(Box::new(FirstCall {
            connections: self.clone(),
            server: server.clone(),
            sender,
            is_connected: AtomicBool::new(false),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Servers> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Servers = Vec<(Authority, Known)>;

fn know(servers: &mut Servers, server: &Authority, what: Known) {
    match servers.iter_mut().find(|(of, _)| of == server) {
        Some((_, known)) => *known = what,
        None => servers.push((server.clone(), what)),
    }
}

/// When a call may ask for a connection.
pub(crate) enum Turn {
    AtOnce,
    /// At once, while the others wait for it.
    First(Box<FirstCall>),
    /// When the first call has a connection, or after this time.
    After(watch::Receiver<()>, Duration),
}

impl Turn {
    /// Waits until the call may ask for a connection. Returns the call's part in the
    /// burst if it is the first.
    pub(crate) async fn wait(self, limits: &Limits) -> Result<Option<Box<FirstCall>>, Failure> {
        match self {
            Self::AtOnce => Ok(None),
            Self::First(first) => Ok(Some(first)),
            Self::After(mut first, limit) => {
                // The wait also ends if the first call fails, and then this call
                // connects.
                let ended = timeout(limit, first.changed());
                match timeout_at(limits.until, ended).await {
                    Ok(_ended) => Ok(None),
                    Err(_) => Err(Failure::no_connection_in_time(limits.limit)),
                }
            }
        }
    }
}

/// Awaits the HTTP client. The first call runs in a task of its own, which ends when
/// the call is dropped. Otherwise its caller could stop polling it, and the calls that
/// wait for its connection would hang.
pub(crate) async fn awaited<T: Send + 'static>(
    is_first: bool,
    call: impl Future<Output = T> + Send + 'static,
) -> Result<T, BoxError> {
    if !is_first {
        return Ok(call.await);
    }
    let mut task = JoinSet::new();
    task.spawn(call.in_current_span());
    match task.join_next().await {
        Some(Ok(answer)) => Ok(answer),
        // The error of the task may quote the message of a panic in the HTTP client.
        _ => Err("the HTTP client ended without an answer".into()),
    }
}

/// The part of the first call that the others wait for.
#[derive(Debug)]
pub(crate) struct FirstCall {
    connections: Arc<FirstConnections>,
    server: Authority,
    sender: watch::Sender<()>,
    is_connected: AtomicBool,
}

impl FirstCall {
    pub(crate) fn server(&self) -> &Authority {
        &self.server
    }

    pub(super) fn connected(&self) {
        if !self.is_connected.swap(true, Ordering::Relaxed) {
            let now = Known::Connected(Instant::now());
            know(&mut self.connections.lock(), &self.server, now);
            self.sender.send_replace(());
        }
    }
}

impl Drop for FirstCall {
    fn drop(&mut self) {
        if !self.is_connected.load(Ordering::Relaxed) {
            self.connections.lock().retain(|(of, _)| *of != self.server);
        }
    }
}
