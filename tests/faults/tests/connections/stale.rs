//! A connection that dies after a call has taken it from the pool and before the
//! request is written, over HTTP/1.1 and HTTP/2, by a close and by a reset.

use std::time::Duration;

use connectpay::{Outcome, Result};
use connectpay_faults::{Fault, FaultServer, Frame, Layer, Step, Tally, status_block};

use crate::apart::Apart;
use crate::client::{CARRIERS, Carrier, Kind, trusted};

const ENDS: [Step; 2] = [Step::Close, Step::Reset];

/// Each connection ends this long after its first answer.
fn faults(pause: Duration) -> Vec<Fault> {
    let http1 = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7".to_vec();
    let head = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(200, &[]));
    let body = Frame::of_request(Frame::DATA, Frame::END_STREAM, *b"7");
    let http2 = [head.bytes(), body.bytes()].concat();
    let ack = Frame::of_connection(Frame::SETTINGS, 1, []);
    let settings = [Frame::settings(&[]).bytes(), ack.bytes()].concat();
    let layers = [
        (Layer::Tcp, Vec::new(), http1.clone()),
        (Layer::Tls(trusted().clone()), Vec::new(), http1),
        (Layer::TlsHttp2(trusted().clone()), settings, http2),
    ];
    layers
        .into_iter()
        .flat_map(|(layer, first, answer)| {
            ENDS.map(|end| Fault {
                layer: layer.clone(),
                steps: vec![
                    Step::Send(first.clone()),
                    Step::AwaitRequest(1),
                    Step::Send(answer.clone()),
                    Step::Pause(pause),
                    end,
                ],
            })
        })
        .collect()
}

fn all(pause: Duration) -> impl Iterator<Item = (Carrier, Fault)> {
    CARRIERS.into_iter().flat_map(move |carrier| {
        let faults = faults(pause).into_iter();
        faults.map(move |fault| (carrier, fault))
    })
}

/// Makes one payment and compares what the client says with what was received.
async fn pay(carrier: Carrier, client: &connectpay::Client, tally: &Tally) -> Result<u32> {
    let before = tally.perhaps_processed();
    let result = Kind::Post.call(client, 7).await;
    // Bytes that are under way still count.
    tokio::time::sleep(Duration::from_millis(2)).await;
    let received = tally.perhaps_processed() - before;
    assert!(received <= 1, "{carrier:?}: received {received} times");
    match &result {
        Ok(_) => assert_eq!(received, 1, "{carrier:?}: a value for nothing"),
        Err(error) if error.outcome() == Outcome::NotSent => {
            assert_eq!(
                received, 0,
                "{carrier:?}: \"not sent\" was received: {error:?}"
            );
        }
        Err(error) => assert_eq!(error.outcome(), Outcome::Unknown, "{carrier:?}: {error:?}"),
    }
    result
}

#[tokio::test]
async fn a_call_whose_connection_dies_before_the_write_goes_over_another() {
    let mut wrong = Vec::new();
    for (carrier, fault) in all(Duration::from_millis(20)) {
        let (layer, end) = (fault.layer.name(), fault.steps.last().cloned());
        let server = Apart::start(fault);
        let client = carrier.builder(server.base_url()).build().unwrap();
        for round in 0..3 {
            let result = pay(carrier, &client, server.tally()).await;
            if let Err(error) = result
                && (carrier == Carrier::BuiltIn || round == 0)
            {
                wrong.push(format!("{carrier:?}, {layer}, {end:?}, {round}: {error:?}"));
            }
            // Nobody polls the client's connection, so the client does not know that it
            // has ended when the next call takes it.
            std::thread::sleep(Duration::from_millis(60));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_dies_at_any_moment_makes_no_outcome_untrue() {
    for (carrier, fault) in all(Duration::from_millis(1)) {
        let server = FaultServer::start(fault).await;
        let client = carrier.builder(&server.base_url()).build().unwrap();
        for pause in 0..40 {
            // Its outcome is judged, whatever it is.
            let _outcome = pay(carrier, &client, server.tally()).await;
            tokio::time::sleep(Duration::from_micros(pause * 50)).await;
        }
    }
}
