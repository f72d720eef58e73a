//! A client that outlives the runtime on which it was first used, or whose runtime runs
//! only during a call (`block_on`).

use std::future::IntoFuture as _;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use connectpay::ClientBuilder;
use connectpay_faults::{Fault, Frame, Layer, Step, status_block};
use futures_util::poll;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::apart::{Apart, within};
use crate::client::{Carrier, Kind, trusted};

/// Longer than any of these scenes takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);
const CALLS: u32 = 10;

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn two_threads() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

fn http1() -> Layer {
    Layer::Tls(trusted().clone())
}

fn http2() -> Layer {
    Layer::TlsHttp2(trusted().clone())
}

/// A server that answers this many requests of each connection with 7, then keeps it
/// open and does not answer any more.
fn server(layer: Layer, answers: u32) -> Apart {
    let is_http2 = matches!(layer, Layer::TlsHttp2(_));
    let mut steps = Vec::new();
    if is_http2 {
        let ack = Frame::of_connection(Frame::SETTINGS, 1, []);
        let settings = [Frame::settings(&[]).bytes(), ack.bytes()].concat();
        steps.push(Step::Send(settings));
    }
    for number in 0..answers {
        let answer = if is_http2 {
            http2_answer(2 * number + 1)
        } else {
            b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7".to_vec()
        };
        steps.push(Step::AwaitRequest(number as usize + 1));
        steps.push(Step::Send(answer));
    }
    steps.push(Step::Stall);
    Apart::start(Fault { layer, steps })
}

fn http2_answer(stream: u32) -> Vec<u8> {
    let head = Frame::of_request(Frame::HEADERS, Frame::END_HEADERS, status_block(200, &[]));
    let body = Frame::of_request(Frame::DATA, Frame::END_STREAM, *b"7");
    [head, body]
        .map(|frame| Frame { stream, ..frame }.bytes())
        .concat()
}

fn builder(server: &Apart) -> ClientBuilder {
    Carrier::BuiltIn.builder(server.base_url())
}

#[test]
fn a_connection_for_one_use_that_nobody_waits_for_any_more_holds_up_no_later_call() {
    within(LIMIT, || {
        let server = server(http2(), 1);
        let resolve = Arc::new(Notify::new());
        let resolved = Arc::clone(&resolve);
        let client = builder(&server)
            .idle_timeout(Duration::ZERO)
            .dns(move |_| {
                let resolved = Arc::clone(&resolved);
                async move {
                    resolved.notified().await;
                    Ok::<_, io::Error>(vec![Ipv4Addr::LOCALHOST.into()])
                }
            })
            .build()
            .unwrap();
        two_threads().block_on(async {
            let call = tokio::spawn(Kind::Post.call(&client, 7).into_future());
            // Until it waits for its connection.
            sleep(Duration::from_millis(50)).await;
            call.abort();
            assert!(call.await.unwrap_err().is_cancelled());
            resolve.notify_one();
            while server.tally().connections() == 0 {
                sleep(Duration::from_millis(1)).await;
            }
            // Until the client's side of it is open as well.
            sleep(Duration::from_millis(100)).await;
            resolve.notify_one();
            assert_eq!(Kind::Post.call(&client, 7).await.unwrap(), 7);
        });
        assert_eq!(server.tally().connections(), 2);
        assert_eq!(server.tally().whole(), 1);
    });
}

fn shut_down_with_calls_in_flight(runtime: Runtime) {
    let server = server(http2(), 0);
    let client = builder(&server).build().unwrap();
    runtime.block_on(async {
        for number in 0..CALLS {
            tokio::spawn(Kind::Post.call(&client, number).into_future());
        }
        while server.tally().whole() < CALLS as usize {
            sleep(Duration::from_millis(1)).await;
        }
    });
    drop(runtime);
    assert_eq!(server.tally().whole(), CALLS as usize);
}

#[test]
fn a_runtime_of_one_thread_shuts_down_with_calls_in_flight() {
    within(LIMIT, || shut_down_with_calls_in_flight(one_thread()));
}

#[test]
fn a_runtime_of_many_threads_shuts_down_with_calls_in_flight() {
    within(LIMIT, || shut_down_with_calls_in_flight(two_threads()));
}

/// Begins to connect on a runtime that then stops, and pays on another one.
fn pay_after_another_runtime(layer: Layer, is_dropped: bool) {
    let server = server(layer, 2);
    let client = builder(&server)
        .connect_timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    let first = one_thread();
    first.block_on(async {
        let mut call = Box::pin(Kind::Post.call(&client, 7).into_future());
        // The call is polled once and dropped, as in `select!`.
        assert!(poll!(&mut call).is_pending());
    });
    let first = (!is_dropped).then_some(first);
    let second = two_threads();
    for _ in 0..2 {
        let answer = second.block_on(Kind::Post.call(&client, 7).into_future());
        assert_eq!(answer.unwrap(), 7);
    }
    assert_eq!(server.tally().connections(), 1);
    assert_eq!(server.tally().whole(), 2);
    drop(first);
}

#[test]
fn a_client_goes_on_when_the_runtime_that_began_to_connect_is_dropped() {
    for layer in [http1(), http2()] {
        within(LIMIT, || pay_after_another_runtime(layer, true));
    }
}

#[test]
fn a_client_goes_on_while_the_runtime_that_began_to_connect_is_not_run() {
    for layer in [http1(), http2()] {
        within(LIMIT, || pay_after_another_runtime(layer, false));
    }
}

fn pay_now_and_then(layer: Layer) {
    const KEPT: Duration = Duration::from_millis(100);
    const CONNECTIONS: u32 = 3;
    // If the first connection were used again, it would answer.
    let server = server(layer, CONNECTIONS);
    let client = builder(&server).idle_timeout(KEPT).build().unwrap();
    let runtime = one_thread();
    for _ in 0..CONNECTIONS {
        let answer = runtime.block_on(Kind::Post.call(&client, 7).into_future());
        assert_eq!(answer.unwrap(), 7);
        // Nobody runs the runtime, so nobody closes the connection.
        thread::sleep(KEPT * 2);
    }
    assert_eq!(server.tally().connections(), CONNECTIONS as usize);
}

#[test]
fn an_idle_connection_is_not_used_after_its_time_where_nobody_could_close_it() {
    for layer in [http1(), http2()] {
        within(LIMIT, || pay_now_and_then(layer));
    }
}
