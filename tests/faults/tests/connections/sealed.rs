//! A connection that fails while the client still has data to write: a request that
//! counts as unsent and goes over another connection is never written to the first one.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use connectpay::{Outcome, RetryPolicy};
use connectpay_faults::{Frame, Http2, Http2Server, Ledger};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::client::{Carrier, Kind, trusted};

/// With this many bytes in each head, the requests exceed what TCP's buffers hold while
/// nobody reads (at most 4 MiB at the client, `tcp_wmem`).
const CALLS: u32 = 8_000;
const PADDING: usize = 800;

/// How the server ends a connection that it has stopped reading.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With a frame that is a connection error (RFC 9113, 6.9).
    ProtocolError,
    /// With TLS's `close_notify` (RFC 8446, 6.1).
    CloseNotify,
}

/// The order of events.
#[derive(Default)]
struct Cues {
    end: Notify,
    /// Every call knows what became of it.
    read_on: Notify,
    /// Everything that the client sent over the first connection has been read.
    is_read: Notify,
}

/// Answers the first call and does not read again until it has ended the connection.
async fn stop_reading(mut connection: Http2, end: End, cues: &Cues) -> io::Result<()> {
    connection.answer(1).await?;
    cues.end.notified().await;
    match end {
        End::ProtocolError => {
            let no_room = Frame::of_connection(Frame::WINDOW_UPDATE, 0, [0; 4]);
            connection.send(&[no_room]).await?;
        }
        End::CloseNotify => connection.end().await?,
    }
    cues.read_on.notified().await;
    connection.listen(Duration::from_secs(2)).await.map(drop)
}

async fn pay_over_a_connection_that_ends(end: End) {
    let ledger = Ledger::default();
    let written = ledger.clone();
    let cues = Arc::new(Cues::default());
    let given = Arc::clone(&cues);
    let server = Http2Server::start(trusted(), move |stream, number| {
        let (ledger, cues) = (written.clone(), Arc::clone(&given));
        async move {
            let limit = [(Frame::MAX_CONCURRENT_STREAMS, 2 * CALLS)];
            let mut connection = Http2::begin(stream, &limit, &ledger).await.unwrap();
            if number == 0 {
                // It ends when the client goes.
                let _end = stop_reading(connection, end, &cues).await;
                cues.is_read.notify_one();
            } else {
                let _end = connection.answer_all().await;
            }
        }
    })
    .await;
    let client = Carrier::BuiltIn
        .builder(&server.base_url())
        .retry(RetryPolicy::never())
        .timeout(Duration::from_secs(40))
        .attempt_timeout(Duration::from_secs(40))
        .build()
        .unwrap();
    Kind::Post.call(&client, CALLS).await.unwrap();
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        // A few requests at a time, so that whole requests follow one another. If all
        // came at once, all heads would precede the first body.
        if number % 4 == 0 {
            sleep(Duration::from_millis(1)).await;
        }
        let padding = format!("{number:p>PADDING$}");
        let call = Kind::Post.call(&client, number);
        let call = call.header("x-padding", &padding);
        calls.spawn(async move { (number, call.await.map_err(|error| error.outcome())) });
    }
    // Waits until the client has written all that TCP takes.
    sleep(Duration::from_millis(200)).await;
    cues.end.notify_one();
    let results: BTreeMap<_, _> = calls.join_all().await.into_iter().collect();
    // Only now can the client write what it still holds.
    cues.read_on.notify_one();
    cues.is_read.notified().await;
    judge(&results, &ledger, &format!("{end:?}"));
    let accepted = server.connections().accepted();
    assert!(
        accepted > 1,
        "{end:?}: TCP took all that was to be too much"
    );
}

/// Compares what the client says about each call with what the server received.
fn judge(results: &BTreeMap<u32, Result<u32, Outcome>>, ledger: &Ledger, about: &str) {
    let fates = ledger.calls();
    let mut unknown = 0;
    let mut wrong = Vec::new();
    for (number, result) in results {
        let received = fates.get(number).map_or(0, |fate| fate.perhaps_processed);
        let is_true = match result {
            Ok(answer) => answer == number && received == 1,
            Err(Outcome::NotSent) => received == 0,
            Err(_) => {
                unknown += 1;
                received <= 1
            }
        };
        if !is_true {
            wrong.push((number, result, received));
        }
    }
    assert!(
        wrong.is_empty(),
        "{about}: {} wrong: {wrong:?}",
        wrong.len()
    );
    // The test proves something only if some requests were written and some were not.
    assert!((1..results.len()).contains(&unknown), "{about}: {unknown}");
    assert!(ledger.without_body() <= unknown, "{about}");
}

async fn in_time(end: End) {
    let scene = pay_over_a_connection_that_ends(end);
    timeout(Duration::from_mins(1), scene).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_arrives_twice_where_a_protocol_error_ends_a_full_connection() {
    in_time(End::ProtocolError).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_arrives_twice_where_the_server_closes_a_full_connection() {
    in_time(End::CloseNotify).await;
}
