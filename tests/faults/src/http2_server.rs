//! An HTTP/2 server whose connections a test plays itself.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::tls::Identity;

/// A server on loopback that speaks TLS with this certificate and passes each
/// connection on. It stops when dropped.
#[derive(Debug)]
pub struct Http2Server {
    address: SocketAddr,
    connections: Connections,
    task: JoinHandle<()>,
}

/// How many connections there are and were. A connection is open until its function has
/// ended.
#[derive(Clone, Debug, Default)]
pub struct Connections(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    accepted: AtomicUsize,
    open: AtomicUsize,
    most: AtomicUsize,
}

impl Connections {
    /// How many were accepted.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.0.accepted.load(Ordering::SeqCst)
    }

    /// How many were open at once.
    #[must_use]
    pub fn most_open(&self) -> usize {
        self.0.most.load(Ordering::SeqCst)
    }

    fn opened(&self) -> usize {
        let open = self.0.open.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most.fetch_max(open, Ordering::SeqCst);
        self.0.accepted.fetch_add(1, Ordering::SeqCst)
    }

    fn closed(&self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Http2Server {
    /// Starts a server. This function plays each connection and gets its number; the
    /// first is 0.
    ///
    /// # Panics
    ///
    /// Panics if there is no free port.
    pub async fn start<F, R>(identity: &Identity, play: F) -> Self
    where
        F: Fn(TlsStream<TcpStream>, usize) -> R + Clone + Send + 'static,
        R: Future + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        Self::on(listener, identity, play)
    }

    /// Starts a server on a listener whose sockets are configured by the test.
    ///
    /// # Panics
    ///
    /// Panics if the listener has no address.
    pub fn on<F, R>(listener: TcpListener, identity: &Identity, play: F) -> Self
    where
        F: Fn(TlsStream<TcpStream>, usize) -> R + Clone + Send + 'static,
        R: Future + Send,
    {
        let address = listener.local_addr().expect("a bound port");
        let acceptor = TlsAcceptor::from(identity.config(b"h2"));
        let connections = Connections::default();
        let counted = connections.clone();
        let task = tokio::spawn(async move {
            let mut playing = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let number = counted.opened();
                stream.set_nodelay(true).ok();
                let (acceptor, play, counted) = (acceptor.clone(), play.clone(), counted.clone());
                playing.spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        play(stream, number).await;
                    }
                    counted.closed();
                });
            }
        });
        Self {
            address,
            connections,
            task,
        }
    }

    /// The URL of the server.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// How many connections there are and were.
    #[must_use]
    pub fn connections(&self) -> &Connections {
        &self.connections
    }
}

impl Drop for Http2Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
