//! A transport that follows a script and counts attempts.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use connectpay::transport::{NotSent, RequestBody};
use connectpay::{BoxError, Client, ClientBuilder, Environment};
use http::HeaderMap;
use tokio::time::Instant;
use tower::Service;

use crate::recorder::credentials;

/// What happens to one attempt.
#[derive(Clone, Debug)]
pub enum Step {
    /// An answer, with headers.
    Answer(u16, Vec<(&'static str, String)>),
    /// Nothing is sent, for a reason that may pass.
    NoConnection,
    /// Nothing is sent, for a reason that does not.
    NoTrust,
    /// The request is sent, and the connection ends.
    Cut,
    /// The request is sent, and no answer comes.
    Silence,
}

/// An answer with this status.
#[must_use]
pub fn answer(status: u16) -> Step {
    Step::Answer(status, Vec::new())
}

/// An answer with this status and `Retry-After`.
#[must_use]
pub fn answer_after(status: u16, retry_after: &str) -> Step {
    Step::Answer(status, vec![("retry-after", retry_after.to_owned())])
}

/// One attempt, as the transport saw it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// When it came, by Tokio's clock.
    pub at: Instant,
    /// Its headers, with its credentials.
    pub headers: HeaderMap,
}

/// Takes one step for each attempt, and the last step for all that follow.
#[derive(Clone)]
pub struct Scripted {
    steps: Arc<Mutex<VecDeque<Step>>>,
    attempts: Arc<Mutex<Vec<Attempt>>>,
}

impl Scripted {
    /// A transport that takes these steps.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            attempts: Arc::default(),
        }
    }

    /// The attempts that came.
    #[must_use]
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }

    /// How many attempts came.
    #[must_use]
    pub fn count(&self) -> usize {
        self.attempts.lock().unwrap().len()
    }

    /// The builder of a client that sends to this transport.
    pub fn builder(&self) -> ClientBuilder {
        let environment = Environment::custom("http://localhost").unwrap();
        Client::builder(environment, credentials()).transport(self.clone())
    }

    /// A client that sends to this transport.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Service<http::Request<RequestBody>> for Scripted {
    type Response = http::Response<RequestBody>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let step = {
            let mut steps = self.steps.lock().unwrap();
            if steps.len() > 1 {
                steps.pop_front()
            } else {
                steps.front().cloned()
            }
        };
        self.attempts.lock().unwrap().push(Attempt {
            at: Instant::now(),
            headers: request.headers().clone(),
        });
        Box::pin(async move {
            match step.unwrap() {
                Step::Answer(status, headers) => {
                    let mut response =
                        http::Response::new(RequestBody::new(Bytes::from_static(b"[]")));
                    *response.status_mut() = status.try_into().unwrap();
                    for (name, value) in headers {
                        response.headers_mut().append(name, value.parse().unwrap());
                    }
                    Ok(response)
                }
                Step::NoConnection => Err(NotSent::new("connection refused").into()),
                Step::NoTrust => Err(NotSent::new("the certificate has expired").lasting().into()),
                Step::Cut => Err("the connection was reset".into()),
                Step::Silence => std::future::pending().await,
            }
        })
    }
}
