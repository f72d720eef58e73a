//! Any layer leaves as clear as without one whether a request was sent.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use connectpay::transport::{NotSent, RequestBody, ResponseBody, TransportService};
use connectpay::{BoxError, Client, Environment, Outcome, RetryPolicy, Stage};
use connectpay_faults::{Authority, Fault, FaultServer, Frame, Layer, Step as Fate, status_block};
use http::{Request, Response, StatusCode};
use tower::layer::layer_fn;
use tower::{Service as _, ServiceBuilder, ServiceExt as _, service_fn};
use tower_http::timeout::TimeoutLayer;

use crate::canaries::printed;
use crate::recorder::{Recorder, credentials};
use crate::retries::Things as _;
use crate::scripted::{Scripted, Step, answer};

/// The error of a layer that says what it was doing.
#[derive(Debug)]
struct InALayer(BoxError);

impl fmt::Display for InALayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("in a layer")
    }
}

impl std::error::Error for InALayer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

/// A service that is never ready, and says so.
#[derive(Clone)]
struct Unready;

impl tower::Service<Request<RequestBody>> for Unready {
    type Response = Response<ResponseBody>;
    type Error = BoxError;
    type Future = std::future::Pending<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Err("no".into()))
    }

    fn call(&mut self, _: Request<RequestBody>) -> Self::Future {
        unreachable!("it is not ready")
    }
}

fn never() -> RetryPolicy {
    RetryPolicy::never()
}

#[tokio::test]
async fn a_layer_that_fails_before_it_sends_has_sent_nothing() {
    let refusing = layer_fn(|_: TransportService| {
        service_fn(|_: Request<RequestBody>| async {
            Err::<Response<ResponseBody>, BoxError>("no".into())
        })
    });
    let unready = layer_fn(|_: TransportService| Unready);
    let recorder = Recorder::answering(204, "");
    for client in [
        recorder.builder().layer(refusing).build().unwrap(),
        recorder.builder().layer(unready).build().unwrap(),
    ] {
        let error = client.pay().await.unwrap_err();
        assert_eq!(error.stage(), Stage::Transport);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("nothing was sent"), "{error}");
        assert!(printed(&error).contains("no"), "{error:?}");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_sheds_load_has_sent_nothing() {
    let server = Scripted::new([Step::Silence]);
    let client = server
        .builder()
        .layer(ServiceBuilder::new().load_shed().concurrency_limit(1))
        .build()
        .unwrap();
    let first = tokio::spawn(client.pay());
    while server.count() == 0 {
        tokio::task::yield_now().await;
    }
    let error = client.pay().retry(never()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_transient());
    assert_eq!(server.count(), 1);
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn a_wait_in_a_layer_that_lasts_too_long_has_sent_nothing() {
    let server = Scripted::new([Step::Silence]);
    let layer = tower::limit::ConcurrencyLimitLayer::new(1);
    let client = server.builder().layer(layer).build().unwrap();
    let first = tokio::spawn(client.pay());
    while server.count() == 0 {
        tokio::task::yield_now().await;
    }
    let waiting = client.pay().timeout(Duration::from_secs(1));
    let error = waiting.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_timeout());
    assert_eq!(server.count(), 1);
    assert_eq!(
        first.await.unwrap().unwrap_err().outcome(),
        Outcome::Unknown
    );
}

#[tokio::test]
async fn a_layer_that_fails_after_the_answer_leaves_it_open() {
    let recorder = Recorder::answering(204, "");
    let layer =
        ServiceBuilder::new().map_result(|result: Result<Response<ResponseBody>, BoxError>| {
            result.and_then(|_| Err::<Response<ResponseBody>, BoxError>("no".into()))
        });
    let client = recorder.builder().layer(layer).build().unwrap();
    let error = client.pay().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(recorder.received().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_gives_up_waiting_leaves_it_open() {
    // This holds even if the layer claims to know better or makes up an answer.
    let by_error = ServiceBuilder::new().timeout(Duration::from_secs(1));
    let by_claim = ServiceBuilder::new()
        .map_err(|error: BoxError| NotSent::new(error))
        .timeout(Duration::from_secs(1));
    let by_status = TimeoutLayer::with_status_code(StatusCode::BAD_REQUEST, Duration::from_secs(1));
    let by_timeout_status =
        TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(1));
    let server = Scripted::new([Step::Silence]);
    for (client, is_timeout) in [
        (server.builder().layer(by_error).build().unwrap(), true),
        (server.builder().layer(by_claim).build().unwrap(), true),
        (server.builder().layer(by_status).build().unwrap(), false),
        (
            server.builder().layer(by_timeout_status).build().unwrap(),
            true,
        ),
    ] {
        let error = client.pay().await.unwrap_err();
        assert_eq!(error.stage(), Stage::Transport);
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        assert_eq!(error.is_timeout(), is_timeout, "{error:?}");
    }
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn a_layer_that_has_read_in_the_answer_that_nothing_was_done_is_believed() {
    let recorder = Recorder::answering(503, "");
    let layer =
        ServiceBuilder::new().map_result(|result: Result<Response<ResponseBody>, BoxError>| {
            match result {
                Ok(response) if response.status() == 503 => {
                    Err(NotSent::new("the gateway has not passed it on").into())
                }
                other => other,
            }
        });
    let client = recorder.builder().layer(layer).build().unwrap();
    let error = client.pay().retry(never()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

/// The same without a layer, with one that passes errors on, with one that wraps them,
/// and with one that loses them.
#[tokio::test(start_paused = true)]
async fn what_the_transport_knows_survives_every_layer() {
    for step in [Step::NoConnection, Step::NoTrust, Step::Cut, answer(409)] {
        let known = {
            let server = Scripted::new([step.clone()]);
            let error = server.client().pay().await.unwrap_err();
            (error.outcome(), error.is_transient(), server.count())
        };
        let server = || Scripted::new([step.clone()]);
        let on = ServiceBuilder::new().concurrency_limit(2);
        let wrap = ServiceBuilder::new().map_err(|error: BoxError| InALayer(error));
        let lose = ServiceBuilder::new().map_err(|_: BoxError| "it failed");
        let servers = [server(), server(), server()];
        let clients = [
            servers[0].builder().layer(on).build().unwrap(),
            servers[1].builder().layer(wrap).build().unwrap(),
            servers[2].builder().layer(lose).build().unwrap(),
        ];
        for (server, client) in servers.iter().zip(clients) {
            let error = client.pay().await.unwrap_err();
            let through = (error.outcome(), error.is_transient(), server.count());
            assert_eq!(through, known, "{step:?}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_the_server_ends_in_good_order_is_replaced_within_layers() {
    let authority = Authority::new();
    let settings = Frame::of_connection(Frame::SETTINGS, 0, Vec::new());
    let answer = Frame::of_request(
        Frame::HEADERS,
        Frame::END_HEADERS | Frame::END_STREAM,
        status_block(204, &[]),
    );
    // The GOAWAY says that the first stream was processed, that no other will be, and
    // that nothing is wrong.
    let goaway = Frame::of_connection(Frame::GOAWAY, 0, [0, 0, 0, 1, 0, 0, 0, 0]);
    let steps = vec![
        Fate::Send(settings.bytes()),
        Fate::AwaitRequest(1),
        Fate::Send(answer.bytes()),
        Fate::AwaitRequest(2),
        Fate::Send(goaway.bytes()),
        Fate::Close,
    ];
    let server = FaultServer::start(Fault {
        layer: Layer::TlsHttp2(authority.valid()),
        steps,
    })
    .await;
    let builder = || {
        Client::builder(
            Environment::custom(&server.base_url()).unwrap(),
            credentials(),
        )
        .certificate_authorities(authority.der())
    };
    let wrap = ServiceBuilder::new().map_err(|error: BoxError| InALayer(error));
    for client in [
        builder()
            .layer(ServiceBuilder::new().concurrency_limit(2))
            .build()
            .unwrap(),
        builder().layer(wrap).build().unwrap(),
    ] {
        for _ in 0..4 {
            client.pay().retry(never()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn another_attempts_error_says_nothing_about_this_one() {
    // Like a circuit breaker, it keeps an error that was certain and returns it for a
    // request that was answered.
    let kept: Arc<Mutex<Option<BoxError>>> = Arc::default();
    let layer = layer_fn(move |inner: TransportService| {
        let kept = Arc::clone(&kept);
        service_fn(move |request: Request<RequestBody>| {
            let (mut inner, kept) = (inner.clone(), Arc::clone(&kept));
            async move {
                let result = inner.ready().await?.call(request).await;
                let stale = kept.lock().unwrap().take();
                match (result, stale) {
                    (Ok(_), Some(stale)) => Err(stale),
                    (Ok(response), None) => Ok(response),
                    (Err(error), _) => {
                        *kept.lock().unwrap() = Some(error);
                        Err(BoxError::from("kept"))
                    }
                }
            }
        })
    });
    let server = Scripted::new([Step::NoConnection, answer(200)]);
    let client = server
        .builder()
        .retry(never())
        .layer(layer)
        .build()
        .unwrap();
    let first = client.pay().await.unwrap_err();
    assert_eq!(first.outcome(), Outcome::NotSent);
    let second = client.pay().await.unwrap_err();
    assert_eq!(second.outcome(), Outcome::Unknown, "{second:?}");
}
