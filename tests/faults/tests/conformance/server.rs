//! A server that notes what comes.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Response;
use http::request::Parts;
use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::client::trusted;

type Answer = fn(&Parts) -> Response<Full<Bytes>>;

/// HTTP over TLS on loopback, HTTP/1.1 or HTTP/2 as negotiated. It stops when dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<Parts>>,
    accepted: AtomicUsize,
    open: AtomicUsize,
}

/// What every call can read.
pub(crate) fn seven() -> Response<Full<Bytes>> {
    Response::new(Full::new(Bytes::from_static(b"7")))
}

impl Server {
    /// Starts a server that speaks these protocols (RFC 7301) and answers 7.
    pub(crate) async fn start(protocols: &[&str]) -> Self {
        Self::answering(protocols, |_| seven()).await
    }

    pub(crate) async fn answering(protocols: &[&str], answer: Answer) -> Self {
        let mut config = ServerConfig::clone(&trusted().config(b""));
        config.alpn_protocols = protocols.iter().map(|name| (*name).into()).collect();
        Self::with(config.into(), answer).await
    }

    pub(crate) async fn with(config: Arc<ServerConfig>, answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Seen::default());
        let noted = seen.clone();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                noted.accepted.fetch_add(1, Ordering::SeqCst);
                noted.open.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, config.clone(), noted.clone(), answer));
            }
        });
        Self { port, seen, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// The heads of the requests that came.
    pub(crate) fn requests(&self) -> Vec<Parts> {
        self.seen.requests.lock().unwrap().clone()
    }

    pub(crate) fn accepted(&self) -> usize {
        self.seen.accepted.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    pub(crate) fn open(&self) -> usize {
        self.seen.open.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, config: Arc<ServerConfig>, seen: Arc<Seen>, answer: Answer) {
    let noted = seen.clone();
    if let Ok(stream) = TlsAcceptor::from(config).accept(stream).await {
        let service = service_fn(move |request: http::Request<_>| {
            let (parts, _body) = request.into_parts();
            let response = answer(&parts);
            noted.requests.lock().unwrap().push(parts);
            async { Ok::<_, Infallible>(response) }
        });
        let server = auto::Builder::new(TokioExecutor::new());
        // This ends when the client goes.
        let _end = server.serve_connection(TokioIo::new(stream), service).await;
    }
    seen.open.fetch_sub(1, Ordering::SeqCst);
}
