//! A transport within the user's own layers.
//!
//! A layer may fail, answer, wait or call the transport as it likes. What matters to a
//! payment does not depend on it: how far each attempt got is noted where the request
//! passes from the layers to the transport.

mod passage;
mod response_body;
mod service;

use std::future::poll_fn;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::timeout_at;
use tower_service::Service as _;

use self::passage::{Passage, Reached};
pub use self::response_body::ResponseBody;
pub use self::service::TransportService;
use super::NotSent;
use super::body::collect;
use super::service::{Answer, DynCarrier};
use super::{Limits, Request};
use crate::error::{BoxError, Error, Failure, Outcome, cause, causes};

/// All layers of a client, around its transport.
pub(super) struct Layered(pub(super) TransportService);

impl DynCarrier for Layered {
    fn send_boxed(&self, mut request: Request, limits: Limits) -> Answer<'_> {
        Box::pin(async move {
            let passage = Arc::new(Passage::new(&request, limits));
            request.extensions_mut().insert(Arc::clone(&passage));
            // This also happens when the future is dropped: a layer may have handed the
            // request to a task of its own, which must not send it when nobody waits.
            let end = End(&passage);
            match timeout_at(limits.until, self.answer(request, &passage)).await {
                Ok(Ok(answer)) => Ok(answer),
                Ok(Err(error)) => Err(failure(end.reached(), error)),
                Err(_) => Err(late(end.reached(), limits)),
            }
        })
    }
}

impl Layered {
    async fn answer(
        &self,
        request: Request,
        passage: &Passage,
    ) -> std::result::Result<http::Response<Bytes>, BoxError> {
        // As with any service, a clone is not ready because the original is.
        let mut layers = self.0.clone();
        poll_fn(|cx| layers.poll_ready(cx)).await?;
        let response = layers.call(request).await?;
        if passage.is_under_way() {
            return Err(made_up(response.status()).into());
        }
        Ok(collect(response, passage.limits).await?)
    }
}

/// The end of an attempt. After it the transport does not accept the attempt's request.
struct End<'a>(&'a Passage);

impl End<'_> {
    fn reached(self) -> Reached {
        self.0.end()
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// The error of a call whose layers fail. If the layers pass on an error of the
/// transport, it stays as it is. If they return another error, the place that the
/// request reached decides.
fn failure(reached: Reached, error: BoxError) -> Error {
    let may_be_recalled = matches!(reached, Reached::Layers | Reached::Answered);
    let mut failure = reached.failure();
    let error = match error.downcast::<Error>() {
        Ok(error) => {
            // The error may belong to another attempt, or a layer may have made it.
            let is_possible = match error.outcome() {
                Outcome::NotSent => !failure.is_sent,
                Outcome::Rejected => may_be_recalled,
                Outcome::Unknown => true,
            };
            if is_possible {
                return *error;
            }
            error as BoxError
        }
        Err(error) => {
            if let Some(not_sent) = cause::<NotSent>(&*error).filter(|_| may_be_recalled) {
                failure.is_sent = false;
                failure.is_lasting |= not_sent.is_lasting();
            }
            failure.is_timeout |= is_timeout(&error);
            error
        }
    };
    failure.source = Some(Arc::from(error));
    failure.into()
}

/// The error of an attempt whose time is up.
fn late(reached: Reached, limits: Limits) -> Error {
    let limit = limits.limit;
    let failure = match reached {
        Reached::Layers | Reached::Ended => reached.failure().saying(format!(
            "the layers of the client had not passed the request on within {limit:?}, \
             so nothing was sent"
        )),
        Reached::Failed(failure) if !failure.is_sent => failure,
        Reached::Transport | Reached::Answered | Reached::Failed(_) => {
            return Error::attempt_timed_out(limit);
        }
    };
    failure.timed_out().into()
}

/// The error of a call that a layer answered while the transport had the request.
/// Whatever the layer says, the server may still act on the request.
fn made_up(status: StatusCode) -> Error {
    let failure = Failure::perhaps_sent(format!(
        "a layer of the client answered {status} while the request was under way"
    ));
    let is_timeout = matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT
    );
    if is_timeout {
        failure.timed_out().into()
    } else {
        failure.into()
    }
}

fn is_timeout(error: &BoxError) -> bool {
    causes(&**error).any(|cause| {
        cause.is::<tower::timeout::error::Elapsed>()
            || cause.is::<tokio::time::error::Elapsed>()
            || cause
                .downcast_ref::<std::io::Error>()
                .is_some_and(|error| error.kind() == std::io::ErrorKind::TimedOut)
    })
}
