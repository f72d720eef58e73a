//! Calls that never get a connection: whichever time limit ends them, nothing was sent,
//! and the cause may pass.

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connectpay::{Call, Client, Error, Outcome, RetryPolicy, Stage};
use connectpay_faults::{
    Event, Fault, FaultServer, Frame, Http2, Http2Server, Layer, Ledger, Step,
};
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::client::{CARRIERS, Carrier, Example as _, Kind, trusted};

const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(20);

/// What ends first: the call or the attempt to connect.
const LIMITS: [(Duration, Duration); 2] = [(SHORT, LONG), (LONG, SHORT)];

/// What never ends.
#[derive(Clone, Copy, Debug)]
enum Obstacle {
    Dns,
    Tcp,
    Tls,
}

/// A listener on loopback whose queue is full, so that the TCP handshake never
/// completes.
struct Full {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl Full {
    async fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        while let Ok(stream) = timeout(SHORT, TcpStream::connect(address)).await {
            queue.push(stream.unwrap());
        }
        Self {
            address,
            _listener: listener,
            _queue: queue,
        }
    }
}

/// Several calls at once, since only one of them opens the connection.
async fn call_all(client: &Client, call: impl Fn(&Client, u32) -> Call<u32>) -> Vec<Error> {
    let calls: JoinSet<_> = (0..4)
        .map(|number| call(client, number).into_future())
        .collect();
    let results = calls.join_all().await;
    results.into_iter().map(Result::unwrap_err).collect()
}

fn assert_never_sent(error: &Error, about: &str) {
    assert_eq!(error.stage(), Stage::Transport, "{about}: {error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent, "{about}: {error:?}");
    assert!(error.is_transient(), "{about}: {error:?}");
    assert!(error.is_timeout(), "{about}: {error:?}");
}

async fn never_connected(obstacle: Obstacle) {
    let full = Full::new().await;
    let silent = FaultServer::start(Fault {
        layer: Layer::TcpUnderTls,
        steps: vec![Step::Stall],
    })
    .await;
    let url = match obstacle {
        Obstacle::Dns => "https://bank.example".to_owned(),
        Obstacle::Tcp => format!("https://localhost:{}", full.address.port()),
        Obstacle::Tls => silent.base_url(),
    };
    let mut playing = JoinSet::new();
    for (carrier, (call_limit, connect_limit)) in CARRIERS
        .into_iter()
        .flat_map(|carrier| LIMITS.map(|limits| (carrier, limits)))
    {
        for policy in [RetryPolicy::never(), RetryPolicy::default()] {
            let builder = carrier
                .builder(&url)
                .timeout(call_limit)
                .attempt_timeout(call_limit)
                .connect_timeout(connect_limit)
                .retry(policy.clone());
            let builder = match obstacle {
                Obstacle::Dns => builder.dns(|_| pending::<Result<_, io::Error>>()),
                _ => builder,
            };
            let client = builder.build().unwrap();
            playing.spawn(async move {
                let about = format!("{carrier:?}, {obstacle:?}, {call_limit:?}, {policy:?}");
                let ended = timeout(
                    LONG / 2,
                    call_all(&client, |client, number| Kind::Post.call(client, number)),
                );
                for error in ended.await.expect(&about) {
                    assert_never_sent(&error, &about);
                }
            });
        }
    }
    playing.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_whose_host_is_never_resolved_is_not_sent() {
    never_connected(Obstacle::Dns).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_whose_connection_is_never_accepted_is_not_sent() {
    never_connected(Obstacle::Tcp).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_whose_handshake_stalls_is_not_sent() {
    never_connected(Obstacle::Tls).await;
}

#[tokio::test]
async fn a_call_that_waits_for_a_stream_until_its_limit_is_not_sent() {
    for carrier in CARRIERS {
        let ledger = Ledger::default();
        let written = ledger.clone();
        let server = Http2Server::start(trusted(), move |stream, _| {
            let ledger = written.clone();
            async move {
                let limit = [(Frame::MAX_CONCURRENT_STREAMS, 1)];
                let mut connection = Http2::begin(stream, &limit, &ledger).await.unwrap();
                // The first call gets a late answer, and the others get theirs when it
                // has ended.
                while !matches!(connection.event().await, Ok(Event::Whole(1)) | Err(_)) {}
                if connection.listen(SHORT * 4).await.is_ok() {
                    // It ends when the client goes.
                    let _end = connection.answer_all().await;
                }
            }
        })
        .await;
        // There is only one connection.
        let resolved = Arc::new(AtomicBool::new(false));
        let client = carrier
            .builder(&server.base_url())
            .dns(move |_| {
                let is_first = !resolved.swap(true, Ordering::SeqCst);
                async move {
                    if is_first {
                        Ok::<_, io::Error>(vec![Ipv4Addr::LOCALHOST.into()])
                    } else {
                        pending().await
                    }
                }
            })
            .build()
            .unwrap();
        let first = tokio::spawn(client.pay(&1).into_future());
        sleep(SHORT).await;
        let error = client.pay(&2).timeout(SHORT).await.unwrap_err();
        first.await.unwrap().unwrap();
        let fate = ledger.calls().get(&2).copied().unwrap_or_default();
        assert_eq!(fate.perhaps_processed, 0, "{carrier:?}");
        assert!(error.is_timeout() && error.is_transient(), "{error:?}");
        // reqwest does not say what it is waiting for.
        if carrier == Carrier::BuiltIn {
            assert_never_sent(&error, "BuiltIn");
        }
    }
}

/// Accepts one connection, begins its handshake late, and returns how many bytes of
/// requests came over it.
async fn received_after_a_late_handshake(protocol: &'static [u8], carrier: Carrier) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let client = carrier
        .builder(&format!("https://localhost:{port}"))
        .build()
        .unwrap();
    let call = tokio::spawn(client.pay(&1).into_future());
    let (stream, _) = listener.accept().await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    let acceptor = TlsAcceptor::from(trusted().config(protocol));
    // The client may have given up the connection together with the call.
    let Ok(mut stream) = acceptor.accept(stream).await else {
        return 0;
    };
    if protocol == b"h2" {
        let ledger = Ledger::default();
        if let Ok(mut connection) = Http2::begin(stream, &[], &ledger).await {
            connection.listen(SHORT).await.ok();
        }
        return ledger.without_body() + ledger.calls().len();
    }
    let mut bytes = Vec::new();
    timeout(SHORT, stream.read_to_end(&mut bytes)).await.ok();
    bytes.len()
}

#[tokio::test]
async fn a_call_that_is_cancelled_before_it_has_a_connection_is_never_written() {
    for carrier in CARRIERS {
        for protocol in [&b"h2"[..], b"http/1.1"] {
            let received = received_after_a_late_handshake(protocol, carrier).await;
            assert_eq!(received, 0, "{carrier:?}");
        }
    }
}
