//! An open HTTP/2 connection whose TCP acknowledges everything, and whose server says
//! nothing more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connectpay::{Outcome, RetryPolicy};
use connectpay_faults::{Http2, Http2Server, Ledger};
use tokio::io::AsyncReadExt as _;
use tokio::time::{Instant, sleep_until};

use crate::client::{CARRIERS, Carrier, Kind, trusted};

/// A hung connection leaves the pool within this time. Both transports need about ten
/// seconds, so a machine that is busy with other work has five to spare.
const LIMIT: Duration = Duration::from_secs(15);
/// How long the test makes calls, and how long each may take.
const CALLING: Duration = Duration::from_secs(11);
const ATTEMPT: Duration = Duration::from_secs(4);

/// A server whose first connection hangs after one answer, and says so.
async fn hanging(is_hung: Arc<AtomicBool>) -> Http2Server {
    let ledger = Ledger::default();
    Http2Server::start(trusted(), move |stream, number| {
        let (ledger, hangs) = (ledger.clone(), is_hung.clone());
        async move {
            let Ok(mut connection) = Http2::begin(stream, &[], &ledger).await else {
                return;
            };
            if number > 0 {
                // It ends when the client goes.
                let _end = connection.answer_all().await;
                return;
            }
            // The server answers once and then sends not a byte, not even for a ping.
            // It reads everything that comes, so that TCP's windows stay open.
            connection.answer(1).await.unwrap();
            let mut tcp = connection.into_tcp();
            hangs.store(true, Ordering::SeqCst);
            let mut bytes = [0; 4096];
            while tcp.read(&mut bytes).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await
}

async fn calls_go_on(carrier: Carrier) {
    let is_hung = Arc::new(AtomicBool::new(false));
    let server = hanging(is_hung.clone()).await;
    let client = carrier
        .builder(&server.base_url())
        .attempt_timeout(ATTEMPT)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    Kind::Post.call(&client, 0).await.unwrap();
    let silent_since = Instant::now();
    // Calls keep coming, so that one is on the connection at any time.
    let mut number = 0;
    let mut unknown = 0;
    while silent_since.elapsed() < CALLING {
        number += 1;
        match Kind::Post.call(&client, number).await {
            Ok(answer) => assert_eq!(answer, number),
            Err(error) => {
                assert!(error.is_transient(), "{carrier:?}: {error:?}");
                unknown += usize::from(error.outcome() == Outcome::Unknown);
            }
        }
    }
    assert!(is_hung.load(Ordering::SeqCst));
    assert!(
        unknown > 0,
        "{carrier:?}: nothing was sent over the hung connection"
    );
    sleep_until(silent_since + LIMIT).await;
    let answer = Kind::Post.call(&client, number + 1).await;
    assert_eq!(answer.unwrap(), number + 1, "{carrier:?}");
    assert!(server.connections().accepted() > 1, "{carrier:?}");
}

/// Real sockets need real time, so this is the only test that takes so long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hung_connection_leaves_the_pool_within_15_seconds() {
    let [built_in, reqwest] = CARRIERS.map(calls_go_on);
    tokio::join!(built_in, reqwest);
}
