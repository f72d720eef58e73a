//! A transport that answers like a server that knows one user's tokens.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use connectpay::transport::RequestBody;
use connectpay::{Client, Environment, PartnerCredentials};
use http::StatusCode;
use tower::Service;

/// Decides on the status by the head of a request.
pub(crate) type Verdict = dyn Fn(&http::Request<RequestBody>) -> StatusCode + Send + Sync;

#[derive(Clone)]
pub(crate) struct Server {
    verdict: Arc<Verdict>,
    received: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn deciding(
        verdict: impl Fn(&http::Request<RequestBody>) -> StatusCode + Send + Sync + 'static,
    ) -> Self {
        Self {
            verdict: Arc::new(verdict),
            received: Arc::default(),
        }
    }

    pub(crate) fn client(&self) -> Client {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        Client::builder(
            Environment::custom("http://localhost").unwrap(),
            credentials,
        )
        .transport(self.clone())
        .build()
        .unwrap()
    }

    pub(crate) fn received(&self) -> usize {
        self.received.load(Ordering::SeqCst)
    }
}

impl Service<http::Request<RequestBody>> for Server {
    type Response = http::Response<RequestBody>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        self.received.fetch_add(1, Ordering::SeqCst);
        let mut response = http::Response::default();
        *response.status_mut() = (self.verdict)(&request);
        ready(Ok(response))
    }
}
