//! What a layer wraps.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Buf;
use http_body::Body;
use tower::ServiceExt as _;
use tower::util::BoxCloneSyncService;
use tower_service::Service;

use super::ResponseBody;
use super::passage::Passage;
use crate::error::{BoxError, Failure};
use crate::transport::{Request, RequestBody, Transport};

/// The service that a [layer](crate::ClientBuilder::layer) wraps: the client's
/// transport, inside the layers that were added before.
///
/// It takes each attempt's request once and with its original method and URI; a layer
/// may change its headers and body. The error of a transport is a
/// [`connectpay::Error`](crate::Error), in a [`BoxError`](crate::BoxError).
///
/// ```
/// use connectpay::transport::TransportService;
/// use tower::layer::layer_fn;
/// use tower::limit::ConcurrencyLimit;
///
/// // A layer is a function from this service to another one.
/// let at_most_two = layer_fn(|inner: TransportService| ConcurrencyLimit::new(inner, 2));
/// ```
#[derive(Clone)]
pub struct TransportService(BoxCloneSyncService<Request, http::Response<ResponseBody>, BoxError>);

impl TransportService {
    /// The transport without any layer.
    pub(crate) fn innermost(transport: Transport) -> Self {
        Self(BoxCloneSyncService::new(Innermost(Arc::new(transport))))
    }

    /// Another service, which a layer has built on this one.
    pub(crate) fn new<S, B>(service: S) -> Self
    where
        S: Service<Request, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let service = service
            .map_response(|response: http::Response<B>| response.map(ResponseBody::of))
            .map_err(Into::into);
        Self(BoxCloneSyncService::new(service))
    }
}

impl Service<http::Request<RequestBody>> for TransportService {
    type Response = http::Response<ResponseBody>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        self.0.call(request)
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

/// The transport itself, at which requests leave the layers.
#[derive(Clone)]
struct Innermost(Arc<Transport>);

impl Service<Request> for Innermost {
    type Response = http::Response<ResponseBody>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move {
            let Some(passage) = request.extensions_mut().remove::<Arc<Passage>>() else {
                let why = "a layer of the client left out the request's extensions, so its limits \
                           are not known; a layer that makes another request takes them over";
                let error = crate::Error::from(Failure::not_sent(why).lasting());
                return Err(error.into());
            };
            passage.enter(&request)?;
            let result = transport.send(request, passage.limits).await;
            passage.leave(&result);
            Ok(result?.map(ResponseBody::new))
        })
    }
}
