//! Transports and layers of your own.
//!
//! You need none of this for the default transport. To replace it, pass any
//! `tower::Service` to [`ClientBuilder::transport`]. It gets requests with a
//! [`RequestBody`]; an error with [`NotSent`] among its causes promises that the
//! request never left. A layer around any transport ([`ClientBuilder::layer`]) wraps a
//! [`TransportService`], whose answers have a [`ResponseBody`].
//!
//! [`ClientBuilder::transport`]: crate::ClientBuilder::transport
//! [`ClientBuilder::layer`]: crate::ClientBuilder::layer

mod body;
#[cfg(feature = "__built_in")]
pub(crate) mod built_in;
#[cfg(feature = "__rustls")]
mod certificates;
#[cfg(feature = "__transport")]
mod http2_error;
mod layered;
mod not_sent;
mod request_body;
#[cfg(feature = "__reqwest")]
pub(crate) mod reqwest;
mod service;
#[cfg(feature = "__transport")]
pub(crate) mod settings;

use std::time::Duration;

use bytes::{Buf, Bytes};
use http_body::Body;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use self::layered::Layered;
pub use self::layered::{ResponseBody, TransportService};
pub use self::not_sent::NotSent;
pub use self::request_body::RequestBody;
use self::service::{DynCarrier, Tower};
use crate::error::{BoxError, Error, Result};

pub(crate) type Request = http::Request<RequestBody>;

/// The way that a client's requests take.
pub(crate) enum Transport {
    #[cfg(feature = "__built_in")]
    BuiltIn(built_in::BuiltIn),
    #[cfg(feature = "__reqwest")]
    Reqwest(Box<reqwest::Reqwest>),
    Service(Box<dyn DynCarrier>),
}

/// How much of an answer is kept, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of a success, whose body becomes a value.
    pub(crate) answer: usize,
    /// Bytes of anything else, whose body a person reads.
    pub(crate) refusal: usize,
    /// When the call began. A call that began earlier gets a connection earlier.
    #[cfg_attr(
        not(feature = "__built_in"),
        expect(
            dead_code,
            reason = "only connections of our own are given out in turn"
        )
    )]
    pub(crate) since: Instant,
    /// When the attempt ends.
    pub(crate) until: Instant,
    /// The limit from which this end follows, as it was set.
    pub(crate) limit: Duration,
}

impl Transport {
    pub(crate) fn new<S, B>(service: S) -> Self
    where
        S: Service<Request, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        Self::Service(Box::new(Tower(service)))
    }

    /// The service that the first layer wraps.
    pub(crate) fn into_service(self) -> TransportService {
        TransportService::innermost(self)
    }

    /// A transport within layers.
    pub(crate) fn within_layers(layers: TransportService) -> Self {
        Self::Service(Box::new(Layered(layers)))
    }

    /// Sends a request once and collects its answer within the limits.
    pub(crate) async fn send(
        &self,
        request: Request,
        limits: Limits,
    ) -> Result<http::Response<Bytes>> {
        match self {
            #[cfg(feature = "__built_in")]
            Self::BuiltIn(built_in) => built_in.send(request, limits).await,
            #[cfg(feature = "__reqwest")]
            Self::Reqwest(client) => client.send(request, limits).await,
            // What the service has sent when time runs out is not known here.
            Self::Service(service) => timeout_at(limits.until, service.send_boxed(request, limits))
                .await
                .unwrap_or_else(|_| Err(Error::attempt_timed_out(limits.limit))),
        }
    }
}
