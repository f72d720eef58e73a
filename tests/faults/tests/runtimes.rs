//! Clients outlive the runtimes that they are used on, and calls go away at any
//! moment: no call hangs for it, and no runtime either.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use connectpay::{Client, ClientBuilder, Environment, PartnerCredentials, Result};
use connectpay_faults::Authority;
use http::Response;
use http_body_util::Empty;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::TlsAcceptor;

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn read(&self) -> Result<()>;
}

/// What a server speaks.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// A server on a runtime of its own, which goes on whatever becomes of others.
struct Server {
    authority: Authority,
    protocol: &'static [u8],
    /// Before it shakes hands.
    accepts_after: Duration,
    /// Whether it answers at all.
    answers: bool,
}

impl Server {
    fn new(protocol: &'static [u8]) -> Self {
        Self {
            authority: Authority::new(),
            protocol,
            accepts_after: Duration::ZERO,
            answers: true,
        }
    }

    /// A client's builder, and how many connections were accepted.
    fn start(self) -> (ClientBuilder, Arc<AtomicUsize>) {
        let (sender, receiver) = mpsc::channel();
        let accepted = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&accepted);
        let authority = self.authority.der().to_vec();
        thread::spawn(move || runtime(1).block_on(self.serve(&sender, &counted)));
        let port: u16 = receiver.recv().unwrap();
        let builder = Client::builder(
            Environment::custom(&format!("https://localhost:{port}")).unwrap(),
            PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap(),
        );
        (builder.certificate_authorities(authority), accepted)
    }

    async fn serve(self, port: &mpsc::Sender<u16>, accepted: &AtomicUsize) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        port.send(listener.local_addr().unwrap().port()).unwrap();
        let acceptor = TlsAcceptor::from(self.authority.valid().config(self.protocol));
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            accepted.fetch_add(1, Ordering::SeqCst);
            let acceptor = acceptor.clone();
            let (accepts_after, answers) = (self.accepts_after, self.answers);
            tokio::spawn(async move {
                tokio::time::sleep(accepts_after).await;
                let answer = service_fn(move |_| async move {
                    if !answers {
                        std::future::pending::<()>().await;
                    }
                    Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
                });
                if let Ok(stream) = acceptor.accept(stream).await {
                    let server = auto::Builder::new(TokioExecutor::new());
                    // It ends when the client goes.
                    let _end = server.serve_connection(TokioIo::new(stream), answer).await;
                }
            });
        }
    }
}

fn runtime(threads: usize) -> Runtime {
    let mut builder = match threads {
        1 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    builder.enable_all().build().unwrap()
}

/// Holds that it ends, however it is blocked.
fn ends(within: Duration, what: impl FnOnce() + Send + 'static) {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        what();
        sender.send(()).unwrap();
    });
    let ended = receiver.recv_timeout(within);
    assert!(ended.is_ok(), "it hung, or panicked: {ended:?}");
}

const A_WHILE: Duration = Duration::from_secs(20);

#[test]
fn a_runtime_ends_with_calls_in_flight() {
    for (protocol, threads) in PROTOCOLS.into_iter().flat_map(|p| [(p, 1), (p, 2)]) {
        let server = Server {
            answers: false,
            ..Server::new(protocol)
        };
        let (builder, _) = server.start();
        let client = builder.build().unwrap();
        ends(A_WHILE, move || {
            let runtime = runtime(threads);
            runtime.block_on(async {
                for _ in 0..8 {
                    tokio::spawn(client.read().into_future());
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            });
            drop(runtime);
        });
    }
}

#[test]
fn a_call_that_goes_away_leaves_the_others_theirs_where_no_connection_is_used_twice() {
    for protocol in PROTOCOLS {
        let server = Server {
            accepts_after: Duration::from_millis(150),
            ..Server::new(protocol)
        };
        let (builder, _) = server.start();
        let client = builder.idle_timeout(Duration::ZERO).build().unwrap();
        ends(A_WHILE, move || {
            runtime(2).block_on(async {
                let gone = client.read().into_future();
                let gone = tokio::time::timeout(Duration::from_millis(50), gone).await;
                assert!(gone.is_err(), "it had a connection");
                // The connection comes when nobody wants it any more.
                tokio::time::sleep(Duration::from_millis(300)).await;
                client.read().await.unwrap();
            });
        });
    }
}

#[test]
fn a_client_goes_on_when_the_runtime_ends_that_was_about_to_connect() {
    for protocol in PROTOCOLS {
        let (builder, _) = Server::new(protocol).start();
        let client = builder.build().unwrap();
        ends(A_WHILE, move || {
            let first = runtime(1);
            let mut call = client.read();
            first.block_on(async {
                assert!(futures_util::poll!(&mut call).is_pending());
            });
            // Its tasks were spawned and never polled.
            drop((call, first));
            runtime(1).block_on(client.read().into_future()).unwrap();
        });
    }
}

#[test]
fn a_client_does_not_wait_for_ever_for_a_runtime_that_nobody_runs() {
    for protocol in PROTOCOLS {
        let (builder, _) = Server::new(protocol).start();
        let client = builder
            .connect_timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        ends(A_WHILE, move || {
            let first = runtime(1);
            let mut call = client.read();
            first.block_on(async {
                assert!(futures_util::poll!(&mut call).is_pending());
            });
            // It still exists, and would connect if it were run.
            let other = client.read().timeout(Duration::from_secs(5));
            runtime(1).block_on(other.into_future()).unwrap();
            drop((call, first));
        });
    }
}

#[test]
fn a_connection_that_nobody_closed_in_time_is_not_used_after_it() {
    for protocol in PROTOCOLS {
        let (builder, accepted) = Server::new(protocol).start();
        let client = builder
            .idle_timeout(Duration::from_millis(100))
            .build()
            .unwrap();
        let runtime = runtime(1);
        for _ in 0..3 {
            runtime.block_on(client.read().into_future()).unwrap();
            // Nothing runs the runtime's timers meanwhile.
            thread::sleep(Duration::from_millis(250));
        }
        assert_eq!(accepted.load(Ordering::SeqCst), 3);
    }
}
