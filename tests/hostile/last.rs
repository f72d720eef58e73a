//! A client whose transport keeps only the last request's head.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use connectpay::transport::RequestBody;
use connectpay::{Client, ClientBuilder, Environment, PartnerCredentials, Result};
use http::request::Parts;
use tower::Service;

/// Keeps the head of the last request.
#[derive(Clone, Default)]
pub(crate) struct Last(Arc<Mutex<Option<Parts>>>);

impl Last {
    /// The head of the request that was sent since the last question.
    pub(crate) fn take(&self) -> Option<Parts> {
        self.0.lock().unwrap().take()
    }

    pub(crate) fn builder(
        &self,
        environment: Environment,
        credentials: PartnerCredentials,
    ) -> ClientBuilder {
        Client::builder(environment, credentials).transport(self.clone())
    }

    pub(crate) fn client(&self) -> Client {
        let environment = Environment::custom("https://api.example").unwrap();
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        self.builder(environment, credentials).build().unwrap()
    }
}

impl Service<http::Request<RequestBody>> for Last {
    type Response = http::Response<RequestBody>;
    type Error = Infallible;
    type Future = Ready<std::result::Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        *self.0.lock().unwrap() = Some(request.into_parts().0);
        ready(Ok(http::Response::default()))
    }
}

/// The result of a call that waits for nothing, without the cost of a runtime for each.
pub(crate) fn at_once<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    let mut call = pin!(call);
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("the call waited for something"),
    }
}

/// A runtime to enter, for the call's timers.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}
