//! An answer of any status, with any body, is a value or an error that says so.

#![no_main]

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use connectpay::transport::RequestBody;
use connectpay::{Client, Environment, Outcome, PartnerCredentials, Result, Stage};
use http::Response;
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;

/// Every form of field that answers have.
#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Answer {
    id: u64,
    name: Option<String>,
    amount: Option<f64>,
    #[serde(default)]
    entries: Vec<Entry>,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[allow(dead_code)]
enum Entry {
    Booked { iban: String },
    Pending { since: Option<i32> },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum Value {
    Text(String),
    Number(i128),
    Flag(bool),
    List(Vec<Value>),
    Map(HashMap<String, Value>),
    Nothing(()),
}

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(path = "/answer")]
    async fn answer(&self) -> Result<Answer>;

    #[connectpay::endpoint(path = "/value")]
    async fn value(&self) -> Result<Option<Value>>;

    #[connectpay::endpoint(path = "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;

    #[connectpay::endpoint(method = GET, path = "/nothing")]
    async fn nothing(&self) -> Result<()>;
}

thread_local! {
    static NEXT: RefCell<(u16, Bytes)> = const { RefCell::new((200, Bytes::new())) };
    static CLIENT: (tokio::runtime::Runtime, Client) = {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let environment = Environment::custom("http://localhost").unwrap();
        let builder = Client::builder(environment, credentials).transport(Next);
        let builder = builder.retry(connectpay::RetryPolicy::never());
        (runtime.unwrap(), builder.build().unwrap())
    };
}

/// Gives the next answer.
#[derive(Clone)]
struct Next;

impl tower_service::Service<http::Request<RequestBody>> for Next {
    type Response = Response<RequestBody>;
    type Error = Infallible;
    type Future = Ready<std::result::Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<RequestBody>) -> Self::Future {
        let (status, body) = NEXT.with_borrow(Clone::clone);
        let mut response = Response::new(RequestBody::new(body));
        *response.status_mut() = status.try_into().unwrap();
        ready(Ok(response))
    }
}

fn at_once<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("the call waited"),
    }
}

fn check<T>(status: u16, result: Result<T>) {
    let Err(error) = result else {
        assert!((200..300).contains(&status));
        return;
    };
    let _ = format!("{error} {error:?}");
    let _ = error.service().map(|service| service.json::<Value>().is_ok());
    if (200..300).contains(&status) {
        assert_eq!((error.stage(), error.outcome()), (Stage::Decode, Outcome::Unknown));
    } else {
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        let is_rejected = (400..500).contains(&status) && !matches!(status, 408 | 499);
        assert_eq!(error.outcome() == Outcome::Rejected, is_rejected);
    }
}

fuzz_target!(|input: (u16, u8, &[u8])| {
    let (number, which, body) = input;
    // Most answers are successes, since their content is read.
    let status = if number % 4 == 0 { 200 + number / 4 % 400 } else { 200 };
    NEXT.set((status, Bytes::copy_from_slice(body)));
    CLIENT.with(|(runtime, client)| {
        let _inside = runtime.enter();
        match which % 4 {
            0 => check(status, at_once(client.answer())),
            1 => check(status, at_once(client.value())),
            2 => check(status, at_once(client.bytes())),
            _ => check(status, at_once(client.nothing())),
        }
    });
});
