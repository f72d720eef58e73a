//! What carries a request to the server: any tower service, behind one type.

mod content;
#[cfg(any(feature = "rustls", feature = "native-tls", feature = "hyper"))]
mod failure;
#[cfg(any(feature = "rustls", feature = "native-tls", feature = "hyper"))]
mod handshake;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) mod reqwest;
#[cfg(any(feature = "rustls", feature = "native-tls", feature = "hyper"))]
pub(crate) mod settings;

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::iter::successors;
use std::pin::Pin;

use bytes::{Buf, Bytes};
use http_body::Body;
use http_body_util::Full;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use self::content::collect;
use crate::error::{BoxError, Error, Result};

/// The body of a request: complete, in memory.
pub type RequestBody = Full<Bytes>;

/// Any `tower::Service` of
/// `http::Request<`[`RequestBody`]`>`.
///
/// By default it is reqwest. In a test it can be an `axum::Router`, elsewhere a
/// stack of tower layers; see [`ClientBuilder::transport`](crate::ClientBuilder::transport).
///
/// A transport of your own keeps the promises that the default one keeps: it
/// follows no redirect, repeats no request, verifies certificates and decodes
/// no content encoding. To say that nothing was sent, it fails with an error
/// that is, or is caused by, [`NotSent`]; every other failure counts as
/// [`Outcome::Unknown`](crate::Outcome::Unknown).
pub(crate) enum Transport {
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    Reqwest(reqwest::Reqwest),
    #[cfg(feature = "hyper")]
    Hyper(Box<hyper::Hyper>),
    Service(Box<dyn DynCarrier>),
}

/// The error of a transport that knows that no part of the request left.
///
/// ```
/// use std::error::Error;
///
/// use connectpay::NotSent;
///
/// let error = NotSent::new("the connection pool is exhausted");
/// assert_eq!(error.to_string(), "nothing was sent");
/// assert_eq!(error.source().unwrap().to_string(), "the connection pool is exhausted");
/// ```
#[derive(Debug)]
pub struct NotSent {
    reason: BoxError,
    is_lasting: bool,
}

impl NotSent {
    /// Wraps the reason.
    #[must_use]
    pub fn new(reason: impl Into<BoxError>) -> Self {
        Self {
            reason: reason.into(),
            is_lasting: false,
        }
    }

    /// Says that the reason does not pass by itself, like a certificate that is
    /// not valid: the request is then not tried again.
    #[must_use]
    pub fn lasting(mut self) -> Self {
        self.is_lasting = true;
        self
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was sent")
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.reason)
    }
}

/// A time limit of the transport's own, below those of the client.
#[derive(Debug)]
pub(crate) struct TimedOut(BoxError);

impl TimedOut {
    pub(crate) fn new(reason: impl Into<BoxError>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time limit ended it")
    }
}

impl StdError for TimedOut {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

/// How much of an answer is kept, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of a success, whose body becomes a value.
    pub(crate) answer: usize,
    /// Bytes of anything else, whose body a person reads.
    pub(crate) refusal: usize,
    /// When the attempt ends.
    pub(crate) until: Instant,
}

impl Transport {
    pub(crate) fn new<S, B>(service: S) -> Self
    where
        S: Service<http::Request<RequestBody>, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        Self::Service(Box::new(Tower(service)))
    }

    /// Sends one request, once, and collects its answer.
    pub(crate) async fn send(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        match self {
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            Self::Reqwest(carrier) => carrier.send(request, limits).await,
            #[cfg(feature = "hyper")]
            Self::Hyper(carrier) => carrier.send(request, limits).await,
            Self::Service(carrier) => carrier.send_boxed(request, limits).await,
        }
    }
}

/// What sends one request, once.
pub(crate) trait Carrier: Send + Sync + 'static {
    fn send(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>>> + Send;
}

/// A [`Carrier`] of any type.
pub(crate) trait DynCarrier: Send + Sync {
    fn send_boxed(&self, request: http::Request<RequestBody>, limits: Limits) -> Answer<'_>;
}

pub(crate) type Answer<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>>> + Send + 'a>>;

impl<C: Carrier> DynCarrier for C {
    fn send_boxed(&self, request: http::Request<RequestBody>, limits: Limits) -> Answer<'_> {
        Box::pin(self.send(request, limits))
    }
}

struct Tower<S>(S);

impl<S, B> Carrier for Tower<S>
where
    S: Service<http::Request<RequestBody>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Buf + Send,
    B::Error: Into<BoxError>,
{
    async fn send(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        // `Service` promises nothing about a clone's readiness, so each call
        // makes its own clone ready.
        let mut service = self.0.clone();
        // A service that is not ready was not called.
        let is_ready = poll_fn(|cx| service.poll_ready(cx));
        match timeout_at(limits.until, is_ready).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(undelivered(NotSent::new(error).into())),
            Err(late) => return Err(undelivered(NotSent::new(TimedOut::new(late)).into())),
        }
        let response = service
            .call(request)
            .await
            .map_err(|error| undelivered(error.into()))?;
        collect(response, limits).await
    }
}

fn undelivered(error: BoxError) -> Error {
    let not_sent: Option<&NotSent> = cause(&*error);
    let (is_sent, is_lasting) = (not_sent.is_none(), not_sent.is_some_and(|n| n.is_lasting));
    let is_late = cause::<TimedOut>(&*error).is_some();
    let mut error = Error::transport(is_sent, error);
    if is_lasting {
        error = error.lasting();
    }
    if is_late { error.timed_out() } else { error }
}

/// An error of this type, wherever it is among the causes.
fn cause<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    successors(Some(error), |&error| error.source()).find_map(|error| error.downcast_ref())
}
