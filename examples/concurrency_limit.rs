//! Send no more than two requests at a time, and name the trace on each of them: tower
//! layers around this crate's transport, against the embedded sandbox.
//!
//! `cargo run --example concurrency_limit`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectpay::transport::{RequestBody, ResponseBody};
use connectpay::{BoxError, Client, Result};
use connectpay_sandbox::Sandbox;
use http::{HeaderValue, Request, Response};
use serde::Serialize;
use tower::ServiceBuilder;
use tower::limit::ConcurrencyLimitLayer;

/// What the partner says about a new user.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    email: String,
    password: String,
    mobile_phone_number: String,
    redirect_url: String,
}

/// The endpoint to call.
#[connectpay::api]
pub trait UserManagement {
    /// Creates a user of this partner.
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<()>;
}

/// How many requests are under way, and how many there have been at once.
#[derive(Default)]
struct InFlight {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Names the trace that a request belongs to (<https://www.w3.org/TR/trace-context/>).
/// With the crate `opentelemetry`, a propagator writes the current one.
fn with_traceparent(mut request: Request<RequestBody>) -> Request<RequestBody> {
    let trace = HeaderValue::from_static("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    request.headers_mut().insert("traceparent", trace);
    request
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let in_flight = Arc::new(InFlight::default());
    let (begun, ended) = (Arc::clone(&in_flight), Arc::clone(&in_flight));
    let count = ServiceBuilder::new()
        .map_request(move |request: Request<RequestBody>| {
            let now = begun.now.fetch_add(1, Ordering::SeqCst) + 1;
            begun.most.fetch_max(now, Ordering::SeqCst);
            request
        })
        .map_result(
            move |result: std::result::Result<Response<ResponseBody>, BoxError>| {
                ended.now.fetch_sub(1, Ordering::SeqCst);
                result
            },
        );
    // The layer that is added last is the outermost: the limit passes a request to the
    // counter, and the counter to the transport.
    let client = Client::builder(sandbox.environment(), sandbox.credentials())
        .layer(count)
        .layer(ConcurrencyLimitLayer::new(2))
        .layer(ServiceBuilder::new().map_request(with_traceparent))
        .build()?;

    // The calls begin together. Calls beyond the limit wait in the layer, and the wait
    // counts as part of their attempt's time.
    let calls = (0..20).map(|number| {
        client.create_user(&NewUser {
            email: format!("ada.{number}@example.com"),
            password: "encrypted-in-the-browser".to_owned(),
            mobile_phone_number: format!("+370600000{number:02}"),
            redirect_url: "https://partner.example/welcome".to_owned(),
        })
    });
    for result in futures_util::future::join_all(calls).await {
        result?;
    }

    let requests = sandbox.requests();
    let traced = requests
        .iter()
        .filter(|request| request.headers.contains_key("traceparent"));
    println!("{} users were created.", requests.len());
    println!("{} requests named their trace.", traced.count());
    println!(
        "At most {} were under way at once.",
        in_flight.most.load(Ordering::SeqCst)
    );
    Ok(())
}
