//! A burst of calls to a new server: it takes few connections, and no call waits in
//! vain.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use connectpay::{Client, Environment, Outcome, PartnerCredentials, Result};
use connectpay_faults::Authority;
use http::{Request, Response};
use http_body_util::{Empty, combinators::BoxBody};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/things")]
    async fn read(&self) -> Result<()>;
}

/// What the server does besides answering 200.
#[derive(Clone)]
struct Server {
    protocol: &'static [u8],
    /// How many connections it first accepts and never answers.
    silent: usize,
    /// How many requests have to come before any is answered.
    together: Arc<Barrier>,
}

impl Server {
    fn new(protocol: &'static [u8]) -> Self {
        Self {
            protocol,
            silent: 0,
            together: Arc::new(Barrier::new(1)),
        }
    }

    /// Starts the server and returns its URL and the number of its connections.
    async fn start(self, authority: &Authority) -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        let accepted = Arc::new(AtomicUsize::new(0));
        let acceptor = TlsAcceptor::from(authority.valid().config(self.protocol));
        let count = accepted.clone();
        tokio::spawn(async move {
            let mut silent = Vec::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                if count.fetch_add(1, Ordering::SeqCst) < self.silent {
                    silent.push(stream);
                    continue;
                }
                let (acceptor, together) = (acceptor.clone(), self.together.clone());
                tokio::spawn(async move {
                    let answer = service_fn(move |request| answer(request, together.clone()));
                    if let Ok(stream) = acceptor.accept(stream).await {
                        let server = auto::Builder::new(TokioExecutor::new());
                        // It ends when the client goes.
                        let _end = server.serve_connection(TokioIo::new(stream), answer).await;
                    }
                });
            }
        });
        (url, accepted)
    }
}

async fn answer(
    _: Request<Incoming>,
    together: Arc<Barrier>,
) -> std::result::Result<Response<BoxBody<Bytes, Infallible>>, Infallible> {
    together.wait().await;
    Ok(Response::new(BoxBody::new(Empty::new())))
}

/// A client on each transport.
fn clients(url: &str, authority: &Authority) -> [Client; 2] {
    let builder = || {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        Client::builder(Environment::custom(url).unwrap(), credentials)
            .certificate_authorities(authority.der())
    };
    [builder(), builder().reqwest()].map(|builder| builder.build().unwrap())
}

async fn burst(client: &Client, calls: usize) {
    let mut all: JoinSet<Result<()>> = (0..calls).map(|_| client.read()).collect();
    while let Some(result) = all.join_next().await {
        result.unwrap().unwrap();
    }
    // Connections that nobody needs any more might still open.
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_over_http2_takes_no_more_than_two_connections() {
    let authority = Authority::new();
    for transport in 0..2 {
        let (url, accepted) = Server::new(b"h2").start(&authority).await;
        let [client, _] = {
            let mut clients = clients(&url, &authority);
            clients.rotate_left(transport);
            clients
        };
        burst(&client, 64).await;
        let cold = accepted.load(Ordering::SeqCst);
        assert!(cold <= 2, "{cold} connections on transport {transport}");
        burst(&client, 64).await;
        assert_eq!(accepted.load(Ordering::SeqCst), cold);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_over_http1_is_in_flight_together() {
    let authority = Authority::new();
    for transport in 0..2 {
        let server = Server {
            // No call gets an answer before all have come, so none may wait for
            // another.
            together: Arc::new(Barrier::new(16)),
            ..Server::new(b"http/1.1")
        };
        let (url, _) = server.start(&authority).await;
        let client = &clients(&url, &authority)[transport];
        burst(client, 16).await;
        burst(client, 16).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_go_on_when_the_first_gives_up_during_its_handshake() {
    let authority = Authority::new();
    for transport in 0..2 {
        let server = Server {
            silent: 1,
            ..Server::new(b"h2")
        };
        let (url, _) = server.start(&authority).await;
        let client = &clients(&url, &authority)[transport];
        let first = client.read().timeout(Duration::from_millis(200));
        let first = tokio::spawn(first.into_future());
        tokio::time::sleep(Duration::from_millis(50)).await;
        burst(client, 8).await;
        first.await.unwrap().unwrap_err();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_where_connections_are_not_used_again() {
    let authority = Authority::new();
    let server = Server {
        together: Arc::new(Barrier::new(8)),
        ..Server::new(b"h2")
    };
    let (url, accepted) = server.start(&authority).await;
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
    let client = Client::builder(Environment::custom(&url).unwrap(), credentials)
        .certificate_authorities(authority.der())
        .idle_timeout(Duration::ZERO)
        .build()
        .unwrap();
    burst(&client, 8).await;
    assert_eq!(accepted.load(Ordering::SeqCst), 8);
}

#[tokio::test]
async fn calls_go_on_when_nobody_polls_the_first() {
    let authority = Authority::new();
    for transport in 0..2 {
        let (url, _) = Server::new(b"h2").start(&authority).await;
        let client = &clients(&url, &authority)[transport];
        let mut first = client.read();
        assert!(futures_util::poll!(&mut first).is_pending());
        // This call is held, and not polled again before the other has its answer.
        let other = client.read().timeout(Duration::from_secs(2));
        other.await.unwrap();
        first.await.unwrap();
    }
}

#[tokio::test]
async fn who_only_waited_for_the_handshake_of_another_sent_nothing() {
    let authority = Authority::new();
    for transport in 0..2 {
        let server = Server {
            silent: 2,
            ..Server::new(b"h2")
        };
        let (url, _) = server.start(&authority).await;
        let client = clients(&url, &authority)[transport].clone();
        let first = tokio::spawn(client.read().into_future());
        tokio::time::sleep(Duration::from_millis(50)).await;
        let error = client
            .read()
            .timeout(Duration::from_millis(200))
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        first.abort();
    }
}
