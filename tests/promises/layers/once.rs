//! The transport takes an attempt's request once, not after the attempt, and only if
//! nothing changed for which its credentials were chosen.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::transport::{RequestBody, TransportService};
use connectpay::{BoxError, Outcome};
use http::{Method, Request, Uri};
use tokio::task::JoinHandle;
use tower::layer::layer_fn;
use tower::{Service as _, ServiceBuilder, ServiceExt as _, service_fn};

use crate::recorder::Recorder;
use crate::retries::Things as _;
use crate::scripted::{Scripted, Step, answer};

/// The same request again, as far as a layer can copy it.
fn copy(request: &Request<RequestBody>) -> Request<RequestBody> {
    let mut copy = Request::new(RequestBody::default());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    copy
}

#[tokio::test(start_paused = true)]
async fn a_layer_cannot_send_a_payment_twice() {
    let again = || {
        layer_fn(|inner: TransportService| {
            service_fn(move |request: Request<RequestBody>| {
                let mut inner = inner.clone();
                async move {
                    let second = copy(&request);
                    match inner.ready().await?.call(request).await {
                        Ok(response) if response.status().is_success() => Ok(response),
                        _ => inner.ready().await?.call(second).await,
                    }
                }
            })
        })
    };
    for (step, outcome) in [
        (Step::Cut, Outcome::Unknown),
        (answer(503), Outcome::Unknown),
        (Step::NoConnection, Outcome::NotSent),
    ] {
        let server = Scripted::new([step.clone()]);
        let client = server.builder().layer(again()).build().unwrap();
        let call = client.pay().retry(connectpay::RetryPolicy::never());
        let error = call.await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{step:?}");
        assert_eq!(server.count(), 1, "{step:?}");
    }
}

#[tokio::test]
async fn a_layer_cannot_send_credentials_elsewhere() {
    let change = |change: fn(&mut Request<RequestBody>)| {
        ServiceBuilder::new().map_request(move |mut request: Request<RequestBody>| {
            change(&mut request);
            request
        })
    };
    for layer in [
        change(|request| *request.uri_mut() = Uri::from_static("http://example.com/partner/x")),
        change(|request| *request.uri_mut() = Uri::from_static("http://localhost/client/x")),
        change(|request| *request.method_mut() = Method::DELETE),
    ] {
        let recorder = Recorder::answering(204, "");
        let client = recorder.builder().layer(layer).build().unwrap();
        let error = client.pay().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(!error.is_transient());
        assert_eq!(recorder.received().len(), 0);
    }
}

/// Passes the request to a task of its own that sends it later.
fn later(
    delay: Duration,
    tasks: Arc<Mutex<Vec<JoinHandle<bool>>>>,
) -> impl tower::Layer<
    TransportService,
    Service = impl tower::Service<
        Request<RequestBody>,
        Response = http::Response<RequestBody>,
        Error = BoxError,
        Future: Send + 'static,
    > + Clone
              + Send
              + Sync
              + 'static,
> + Send
+ Sync
+ 'static {
    layer_fn(move |inner: TransportService| {
        let tasks = Arc::clone(&tasks);
        service_fn(move |request: Request<RequestBody>| {
            let (mut inner, tasks) = (inner.clone(), Arc::clone(&tasks));
            async move {
                let task = tokio::spawn(async move {
                    tokio::time::sleep(delay).await;
                    inner.call(request).await.is_ok()
                });
                tasks.lock().unwrap().push(task);
                std::future::pending().await
            }
        })
    })
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_for_a_call_that_has_ended() {
    let tasks: Arc<Mutex<Vec<JoinHandle<bool>>>> = Arc::default();
    let recorder = Recorder::answering(204, "");
    let layer = later(Duration::from_secs(2), Arc::clone(&tasks));
    let client = recorder.builder().layer(layer).build().unwrap();

    let call = client.pay().timeout(Duration::from_secs(1));
    let error = call.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_timeout());

    // A call that is dropped has ended as well.
    let dropped = tokio::time::timeout(Duration::from_secs(1), client.pay());
    dropped.await.unwrap_err();

    let tasks = std::mem::take(&mut *tasks.lock().unwrap());
    assert_eq!(tasks.len(), 2);
    for task in tasks {
        assert!(!task.await.unwrap(), "it was sent");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_a_task_has_sent_before_the_time_was_up_is_unknown() {
    let recorder = Recorder::answering(204, "");
    let layer = later(Duration::from_millis(500), Arc::default());
    let client = recorder.builder().layer(layer).build().unwrap();
    let call = client.pay().timeout(Duration::from_secs(1));
    let error = call.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.is_timeout());
    assert_eq!(recorder.received().len(), 1);
}
