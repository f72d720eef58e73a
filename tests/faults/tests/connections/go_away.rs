//! A server that ends connections in good order, as gateways do after a number of
//! requests: no call is lost, and no payment is processed twice.

use std::io;
use std::sync::LazyLock;
use std::time::Duration;

use connectpay_faults::{Event, Fate, Frame, Http2, Http2Server, Ledger};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::server::TlsStream;

use crate::client::{Carrier, Kind, trusted};

/// A developer waits for 2,500 calls. CI makes 10,000.
static CALLS: LazyLock<u32> = LazyLock::new(|| {
    let asked = std::env::var("CONNECTPAY_FAULT_CALLS").ok();
    asked.map_or(2_500, |calls| calls.parse().expect("a number of calls"))
});
const IN_FLIGHT: u32 = 64;

/// Processes this many requests, sends GOAWAY with the last of them, answers those and
/// no others, and closes.
async fn serve(
    stream: TlsStream<TcpStream>,
    processed: usize,
    limit: Option<u32>,
    ledger: &Ledger,
) -> io::Result<()> {
    let settings: Vec<_> = limit
        .map(|limit| (Frame::MAX_CONCURRENT_STREAMS, limit))
        .into_iter()
        .collect();
    let mut connection = Http2::begin(stream, &settings, ledger).await?;
    let (mut begun, mut answered) = (0, 0);
    let mut last = None;
    while answered < processed {
        match connection.event().await? {
            // Streams begin in the order of their numbers (RFC 9113, 5.1.1).
            Event::Begun(stream) => {
                begun += 1;
                if begun == processed {
                    last = Some(stream);
                    connection.send(&[Frame::go_away(stream, 0)]).await?;
                }
            }
            Event::Whole(stream) if last.is_none_or(|last| stream <= last) => {
                connection.answer(stream).await?;
                answered += 1;
            }
            _ => {}
        }
    }
    connection.close().await
}

/// Makes all calls, this many at once, and returns how many connections there were at
/// once.
async fn call_all(processed: usize, limit: Option<u32>) -> usize {
    let ledger = Ledger::default();
    let written = ledger.clone();
    let server = Http2Server::start(trusted(), move |stream, _| {
        let ledger = written.clone();
        async move {
            let _t = std::time::Instant::now();
            // This ends early if the client no longer needs the connection.
            let _end = serve(stream, processed, limit, &ledger).await;
        }
    })
    .await;
    let client = Carrier::BuiltIn
        .builder(&server.base_url())
        // A call must not end because the machine is busy with other tests.
        .timeout(Duration::from_mins(2))
        .attempt_timeout(Duration::from_mins(2))
        .connect_timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    let mut callers = JoinSet::new();
    for caller in 0..IN_FLIGHT {
        let client = client.clone();
        callers.spawn(async move {
            for call in (caller..*CALLS).step_by(IN_FLIGHT as usize) {
                let answer = Kind::Post.call(&client, call).await;
                assert_eq!(answer.unwrap(), call);
            }
        });
    }
    callers.join_all().await;
    let once = Fate {
        perhaps_processed: 1,
        answered: 1,
    };
    let calls = ledger.calls();
    assert_eq!(calls.len(), *CALLS as usize);
    let wrong: Vec<_> = calls.iter().filter(|(_, fate)| **fate != once).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let accepted = server.connections().accepted();
    assert!(
        accepted >= *CALLS as usize / processed,
        "{accepted} connections"
    );
    server.connections().most_open()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_is_lost_where_connections_end_after_a_hundred() {
    let most_open = call_all(100, None).await;
    assert!(most_open <= 2, "{most_open} connections at a time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_is_lost_where_connections_end_after_ten() {
    let most_open = call_all(10, None).await;
    assert!(most_open <= 2, "{most_open} connections at a time");
}

/// The number of connections that 64 calls need at four calls each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_is_lost_where_connections_take_four_at_once_and_end() {
    let most_open = call_all(100, Some(4)).await;
    assert!(most_open <= 16, "{most_open} connections at a time");
    let most_open = call_all(10, Some(4)).await;
    assert!(most_open <= 16, "{most_open} connections at a time");
}
