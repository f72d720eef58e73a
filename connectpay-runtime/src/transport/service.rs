//! A user's own transport, which is any tower service.

use std::future::{Future, poll_fn};
use std::pin::Pin;

use bytes::{Buf, Bytes};
use http_body::Body;
use tokio::time::timeout_at;
use tower_service::Service;

use super::body::collect;
use super::not_sent::{NotSent, failure};
use super::{Limits, Request};
use crate::error::{BoxError, Failure, Result};

/// A service of any type.
pub(crate) trait DynCarrier: Send + Sync {
    fn send_boxed(&self, request: Request, limits: Limits) -> Answer<'_>;
}

pub(crate) type Answer<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>>> + Send + 'a>>;

/// The service itself.
pub(super) struct Tower<S>(pub(super) S);

impl<S, B> DynCarrier for Tower<S>
where
    S: Service<Request, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Buf + Send,
    B::Error: Into<BoxError>,
{
    fn send_boxed(&self, request: Request, limits: Limits) -> Answer<'_> {
        Box::pin(async move {
            // `Service` promises nothing about a clone's readiness, so each call
            // makes its own clone ready.
            let mut service = self.0.clone();
            // A service that is not ready was not called.
            let is_ready = poll_fn(|cx| service.poll_ready(cx));
            match timeout_at(limits.until, is_ready).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    let failure = failure(NotSent::new(error).into());
                    return Err(failure.into());
                }
                Err(late) => {
                    return Err(Failure::not_sent(late).timed_out().into());
                }
            }
            let response = service
                .call(request)
                .await
                .map_err(|error| failure(error.into()))?;
            collect(response, limits).await
        })
    }
}
