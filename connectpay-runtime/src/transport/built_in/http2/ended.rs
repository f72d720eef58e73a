//! Requests that had room on a connection when the server ended it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use h2::Reason;
use tokio::time::{Instant, sleep};

use super::{Http2, drive, send};
use crate::transport::built_in::io::Io;
use crate::transport::built_in::seen::Seen;
use crate::transport::built_in::sent::Sent;
use crate::transport::built_in::watched::Watched;
use crate::transport::{Limits, Request, RequestBody};

async fn connection(io: impl Io + 'static) -> Arc<Http2> {
    let (seen, on_change): (Arc<Seen>, super::OnChange) = (Arc::default(), Arc::new(|| {}));
    let io: Box<dyn Io> = Box::new(io);
    let watched = Watched::http2(io, Arc::clone(&seen));
    let handshake = h2::client::Builder::new().handshake(watched).await;
    let (requests, connection) = handshake.unwrap();
    let shared = Http2::new(requests, Arc::clone(&seen), Arc::clone(&on_change));
    let weak = Arc::downgrade(&shared);
    tokio::spawn(drive(
        connection,
        weak,
        seen,
        Duration::from_secs(5),
        on_change,
    ));
    shared
}

fn request() -> Request {
    let mut request = http::Request::new(RequestBody::new(Bytes::new()));
    *request.uri_mut() = http::Uri::from_static("http://localhost/example");
    request
}

fn limits() -> Limits {
    Limits {
        answer: 1_000,
        refusal: 1_000,
        since: Instant::now(),
        until: Instant::now() + Duration::from_secs(5),
        limit: Duration::from_secs(5),
    }
}

/// The server has taken a request and not answered it, and ends the connection: whoever had
/// room on it takes the next connection, and need not wait as after a failure.
#[tokio::test]
async fn a_request_without_a_stream_goes_over_the_next_connection_though_no_answer_is_counted() {
    let (client, server) = tokio::io::duplex(64 * 1024);
    let server = tokio::spawn(async move {
        let mut server = h2::server::handshake(server).await.unwrap();
        let taken = server.accept().await.unwrap().unwrap();
        server.abrupt_shutdown(Reason::NO_ERROR);
        while server.accept().await.is_some() {}
        drop(taken);
    });
    let connection = connection(client).await;
    while !connection.has_limits() {
        sleep(Duration::from_millis(1)).await;
    }
    let late = connection.stream().unwrap();
    let first = connection.stream().unwrap();
    let first = tokio::spawn(async move { send(&first, request(), limits()).await.is_err() });
    while connection.seen.farewell().is_none() {
        sleep(Duration::from_millis(1)).await;
    }
    let is_for_the_next = match send(&late, request(), limits()).await {
        Ok(Sent::Stale(_)) => true,
        Ok(Sent::Answered(_)) => false,
        Err(error) => error.is_displaced(),
    };
    assert!(is_for_the_next);
    first.await.unwrap();
    server.await.unwrap();
}
