//! A user's layer sits between the retries and the transport and does not weaken the
//! promises of either.

mod certainty;
mod hidden;
mod once;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::transport::{RequestBody, ResponseBody, TransportService};
use connectpay::{BoxError, Client, Outcome, Stage};
use http::{HeaderValue, Request, Response, StatusCode};
use tower::layer::layer_fn;
use tower::limit::ConcurrencyLimitLayer;
use tower::{Service as _, ServiceBuilder, ServiceExt as _};
use tower_http::set_header::SetRequestHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::declared::UserManagement as _;
use crate::recorder::{ByteServer, Recorder, credentials, session};
use crate::retries::Things as _;

const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";

#[tokio::test]
async fn what_a_layer_adds_reaches_the_wire_over_every_transport() {
    for on_reqwest in [false, true] {
        let server = ByteServer::answering(ANSWER).await;
        let mut builder = Client::builder(server.environment(), credentials());
        if on_reqwest {
            builder = builder.reqwest();
        }
        let trace = HeaderValue::from_static("00-0af7651916cd43dd8448eb211c80319c-b7-01");
        let layer = SetRequestHeaderLayer::overriding("traceparent".parse().unwrap(), trace);
        builder.layer(layer).build().unwrap().pay().await.unwrap();
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert!(
            received[0].contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7-01\r\n"),
            "{received:?}"
        );
        assert!(received[0].contains("x-connectpay-api-key: Q29u"));
    }
}

#[tokio::test]
async fn a_transport_of_ones_own_can_have_layers_too() {
    let recorder = Recorder::answering(204, "");
    let layer = SetRequestHeaderLayer::overriding(
        "x-added".parse().unwrap(),
        HeaderValue::from_static("1"),
    );
    let client = recorder.builder().layer(layer).build().unwrap();
    client.pay().await.unwrap();
    assert_eq!(recorder.only().header("x-added"), Some("1"));
}

#[tokio::test]
async fn the_layer_that_was_added_last_is_the_outermost() {
    let recorder = Recorder::answering(204, "");
    let append = |what: &'static str| {
        ServiceBuilder::new().map_request(move |mut request: Request<RequestBody>| {
            let value = HeaderValue::from_static(what);
            request.headers_mut().append("x-passed", value);
            request
        })
    };
    let client = recorder
        .builder()
        .layer(append("inner"))
        .layer(append("outer"));
    client.build().unwrap().pay().await.unwrap();
    let passed: Vec<_> = recorder
        .only()
        .headers
        .get_all("x-passed")
        .iter()
        .cloned()
        .collect();
    assert_eq!(passed, ["outer", "inner"]);
}

#[tokio::test]
async fn the_stacks_of_tower_and_tower_http_fit() {
    let recorder = Recorder::answering(200, "[]");
    let stack = ServiceBuilder::new()
        .load_shed()
        .buffer(8)
        .concurrency_limit(4)
        .timeout(Duration::from_secs(5));
    let client = recorder
        .builder()
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            Duration::from_secs(5),
        ))
        .layer(TraceLayer::new_for_http())
        .layer(stack)
        .build()
        .unwrap();
    client.list().await.unwrap();
    assert_eq!(recorder.received().len(), 1);
}

/// The highest number of simultaneous requests.
#[derive(Default)]
struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
}

#[tokio::test(start_paused = true)]
async fn a_concurrency_limit_of_two_lets_two_requests_through_at_a_time() {
    for (limit, expected) in [(2, 2), (5, 5)] {
        let crowd = Arc::new(Crowd::default());
        let server = {
            let crowd = Arc::clone(&crowd);
            tower::service_fn(move |_: Request<RequestBody>| {
                let crowd = Arc::clone(&crowd);
                async move {
                    let now = crowd.now.fetch_add(1, Ordering::SeqCst) + 1;
                    crowd.most.fetch_max(now, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    crowd.now.fetch_sub(1, Ordering::SeqCst);
                    Ok::<_, BoxError>(Response::new(ResponseBody::default()))
                }
            })
        };
        let client = Recorder::answering(204, "")
            .builder()
            .transport(server)
            .layer(ConcurrencyLimitLayer::new(limit))
            .build()
            .unwrap();
        let calls = (0..20).map(|_| client.pay());
        for result in futures_util::future::join_all(calls).await {
            result.unwrap();
        }
        assert_eq!(crowd.most.load(Ordering::SeqCst), expected);
    }
}

#[tokio::test]
async fn each_attempt_passes_through_the_layers() {
    let passed = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&passed);
    let layer = ServiceBuilder::new().map_request(move |request: Request<RequestBody>| {
        counted.fetch_add(1, Ordering::SeqCst);
        request
    });
    let recorder = Recorder::answering(503, "");
    let client = recorder.builder().layer(layer).build().unwrap();
    client.list().await.unwrap_err();
    assert_eq!(recorder.received().len(), 3);
    assert_eq!(passed.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn redirects_stay_unfollowed_within_layers() {
    let second = ByteServer::answering(ANSWER).await;
    let first = ByteServer::answering(format!(
        "HTTP/1.1 307 Elsewhere\r\nlocation: http://{}/stolen\r\ncontent-length: 0\r\n\
         connection: close\r\n\r\n",
        second.address
    ))
    .await;
    for on_reqwest in [false, true] {
        let mut builder = Client::builder(first.environment(), credentials());
        if on_reqwest {
            builder = builder.reqwest();
        }
        let client = builder
            .layer(ConcurrencyLimitLayer::new(2))
            .build()
            .unwrap();
        let error = session(&client).logout().await.unwrap_err();
        assert_eq!(error.stage(), Stage::Service);
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    }
    assert_eq!(first.received().len(), 2);
    assert_eq!(second.received(), Vec::<String>::new());
}

#[tokio::test]
async fn limits_of_size_hold_within_layers_and_for_what_they_add() {
    let large = "x".repeat(100);
    let server = ByteServer::answering(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\n{large}"
    ))
    .await;
    let client = Client::builder(server.environment(), credentials())
        .max_answer_bytes(99)
        .layer(ConcurrencyLimitLayer::new(2))
        .build()
        .unwrap();
    let error = client.list().await.unwrap_err();
    assert_eq!(error.stage(), Stage::Decode);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(server.received().len(), 1);

    let swollen = layer_fn(|inner: TransportService| {
        inner.map_response(|response: Response<ResponseBody>| {
            response.map(|_| ResponseBody::new("x".repeat(100)))
        })
    });
    let recorder = Recorder::answering(200, "[]");
    let client = recorder
        .builder()
        .max_answer_bytes(99)
        .layer(swollen)
        .build();
    let error = client.unwrap().list().await.unwrap_err();
    assert_eq!(error.stage(), Stage::Decode);
}

/// A test can call a layer's service without a client's limits around it: the transport
/// says what is missing and sends nothing.
#[tokio::test]
async fn a_request_without_its_extensions_is_not_sent() {
    let layer = layer_fn(|inner: TransportService| {
        tower::service_fn(move |request: Request<RequestBody>| {
            let mut inner = inner.clone();
            async move {
                let (parts, body) = request.into_parts();
                let mut other = Request::new(body);
                *other.method_mut() = parts.method;
                *other.uri_mut() = parts.uri;
                *other.headers_mut() = parts.headers;
                inner.ready().await?.call(other).await
            }
        })
    });
    let recorder = Recorder::answering(204, "");
    let error = recorder
        .builder()
        .layer(layer)
        .build()
        .unwrap()
        .list()
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(!error.is_transient(), "{error:?}");
    assert_eq!(recorder.received().len(), 0);
}
