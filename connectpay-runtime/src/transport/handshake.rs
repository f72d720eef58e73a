//! One handshake for many calls: a server that speaks HTTP/2 takes them all over
//! one connection, so while the first call has none the others wait for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::uri::{Authority, Scheme};
use http::{Uri, Version};
use http_body::{Body, Frame, SizeHint};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument as _;

use super::failure::Failure;
use super::settings::ConnectionSettings;
use super::{Limits, RequestBody};
use crate::error::BoxError;

/// What is known of the servers of a client.
#[derive(Debug)]
pub(crate) struct Handshakes {
    /// How long a connection is kept when no call uses it.
    idle_timeout: Duration,
    /// How long one call waits for another's handshake.
    connect_timeout: Duration,
    servers: Mutex<Servers>,
}

#[derive(Debug)]
enum Known {
    /// A call is about to have the first connection.
    Connecting(watch::Receiver<()>),
    /// There is one; this is when the last call began.
    Connected(Instant),
    /// Each call needs a connection of its own, so waiting gains nothing.
    Http1,
}

impl Handshakes {
    pub(crate) fn new(settings: &ConnectionSettings) -> Arc<Self> {
        Arc::new(Self {
            idle_timeout: settings.idle_timeout,
            connect_timeout: settings.connect_timeout,
            servers: Mutex::default(),
        })
    }

    /// What a call to this URI has to do.
    pub(crate) fn turn(self: &Arc<Self>, uri: &Uri) -> Turn {
        // Without TLS nothing is agreed on, and connections that are never used
        // again serve one call each.
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        match uri.authority() {
            Some(server) if is_tls && !self.idle_timeout.is_zero() => self.turn_at(server),
            _ => Turn::AtOnce,
        }
    }

    /// Notes what the server spoke with the call that was the first.
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
        // Under the same guard: there is one first call.
        know(&mut servers, server, Known::Connecting(receiver));
        Turn::First(Box::new(First {
            handshakes: self.clone(),
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
    /// At once, and the others wait for it.
    First(Box<First>),
    /// When the first has one, or after this time.
    After(watch::Receiver<()>, Duration),
}

impl Turn {
    /// Waits for it, and gives the call's part if it is the first.
    pub(crate) async fn come(self, limits: &Limits) -> Result<Option<Box<First>>, Failure> {
        match self {
            Self::AtOnce => Ok(None),
            Self::First(first) => Ok(Some(first)),
            Self::After(mut first, limit) => {
                // It ends in failure too, and then this call connects.
                let ended = timeout(limit, first.changed());
                match timeout_at(limits.until, ended).await {
                    Ok(_ended) => Ok(None),
                    Err(_) => Err(Failure::no_connection_in_time(limits.limit)),
                }
            }
        }
    }
}

/// Awaits the HTTP client. The first call runs in a task of its own, which
/// dropping the call ends: its caller may stop to poll it, and the others would
/// wait for nothing.
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
        // Its error may quote what the HTTP client panicked with.
        _ => Err("the HTTP client ended without an answer".into()),
    }
}

/// The part of the call that the others wait for.
#[derive(Debug)]
pub(crate) struct First {
    handshakes: Arc<Handshakes>,
    server: Authority,
    sender: watch::Sender<()>,
    is_connected: AtomicBool,
}

impl First {
    pub(crate) fn server(&self) -> &Authority {
        &self.server
    }

    fn connected(&self) {
        if !self.is_connected.swap(true, Ordering::Relaxed) {
            let now = Known::Connected(Instant::now());
            know(&mut self.handshakes.lock(), &self.server, now);
            self.sender.send_replace(());
        }
    }
}

impl Drop for First {
    fn drop(&mut self) {
        if !self.is_connected.load(Ordering::Relaxed) {
            self.handshakes.lock().retain(|(of, _)| *of != self.server);
        }
    }
}

/// The body of a request. hyper asks for it when it has a connection to write
/// to, which is by then shared with all calls if it is one of HTTP/2.
#[derive(Debug)]
pub(crate) struct Announcing {
    body: RequestBody,
    /// Boxed, since requests are moved often and nearly all have none.
    first: Option<Box<First>>,
    asked_for: AskedFor,
}

/// Whether the body of a request was asked for. If not, then no part of the
/// request was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct AskedFor(Arc<AtomicBool>);

impl AskedFor {
    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Announcing {
    pub(crate) fn new(body: RequestBody, first: Option<Box<First>>) -> (Self, AskedFor) {
        let asked_for = AskedFor::default();
        let body = Self {
            body,
            first,
            asked_for: asked_for.clone(),
        };
        (body, asked_for)
    }

    fn is_asked_for(&self) {
        self.asked_for.0.store(true, Ordering::Release);
        if let Some(first) = &self.first {
            first.connected();
        }
    }
}

impl Body for Announcing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.is_asked_for();
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.is_asked_for();
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
