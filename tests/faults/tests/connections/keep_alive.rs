//! A server that says how long it keeps an idle connection (`Keep-Alive`, RFC 2068,
//! 19.7.1.1), and closes it exactly then.

use std::time::Duration;

use connectpay_faults::{Fault, FaultServer, Layer, Step};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::client::{CARRIERS, Carrier, Kind, trusted};

const KEPT: Duration = Duration::from_secs(2);
const TRIES: u64 = 50;

/// Answers, and closes the connection after the announced time without reading what may
/// have come by then.
fn fault(layer: Layer) -> Fault {
    let answer = "HTTP/1.1 200 OK\r\nkeep-alive: timeout=2, max=100\r\ncontent-length: 1\r\n\r\n7";
    Fault {
        layer,
        steps: vec![
            Step::AwaitRequest(1),
            Step::Send(answer.into()),
            Step::Pause(KEPT),
            Step::Close,
        ],
    }
}

/// Pays, and pays again shortly before or after the server closes the connection.
async fn pay_twice(carrier: Carrier, layer: Layer, number: u64) {
    let server = FaultServer::start(fault(layer)).await;
    let client = carrier.builder(&server.base_url()).build().unwrap();
    Kind::Post.call(&client, 1).await.unwrap();
    let answered = Instant::now();
    // From a tenth of a second before until a little after.
    let before = Duration::from_millis(100).saturating_sub(Duration::from_micros(number * 2_200));
    sleep_until(answered + KEPT - before).await;
    let second = Kind::Post.call(&client, 2).await;
    let received = server.tally().perhaps_processed();
    if carrier == Carrier::BuiltIn {
        second.unwrap();
        assert_eq!(server.tally().connections(), 2);
        assert_eq!(received, 2);
    } else {
        // reqwest does not read the header, but what it says is still true.
        let is_sent = second.map_or_else(|e| e.outcome() != connectpay::Outcome::NotSent, |_| true);
        assert!(received <= if is_sent { 2 } else { 1 });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_given_up_before_the_server_closes_it() {
    for layer in [Layer::Tcp, Layer::Tls(trusted().clone())] {
        let mut tries = JoinSet::new();
        for carrier in CARRIERS {
            for number in 0..TRIES {
                tries.spawn(pay_twice(carrier, layer.clone(), number));
            }
        }
        tries.join_all().await;
    }
}
