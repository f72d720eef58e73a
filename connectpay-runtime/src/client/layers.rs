//! The layers between a client's retries and its transport.

use bytes::Buf;
use http_body::Body;
use tower_layer::Layer;
use tower_service::Service;

use super::ClientBuilder;
use crate::error::BoxError;
use crate::transport::{RequestBody, Transport, TransportService};

/// Layers in the order in which they were added. They wrap the transport once it has
/// been chosen.
#[derive(Default)]
pub(super) struct Layers(Vec<Wrap>);

type Wrap = Box<dyn FnOnce(TransportService) -> TransportService + Send + Sync>;

impl Layers {
    pub(super) fn around(self, transport: Transport) -> Transport {
        // A client without layers pays nothing for them.
        if self.0.is_empty() {
            return transport;
        }
        let innermost = transport.into_service();
        Transport::within_layers(
            self.0
                .into_iter()
                .fold(innermost, |inner, wrap| wrap(inner)),
        )
    }
}

impl ClientBuilder {
    /// Puts a tower layer around the transport, whichever it is: for a concurrency
    /// limit, metrics or a `traceparent`. The transport keeps all its promises. The
    /// layer added last is the outermost.
    ///
    /// A layer sees attempts, so it runs inside the retries and the time limits: each
    /// attempt passes with credentials of its own, and time spent in a layer counts
    /// towards [`attempt_timeout`](Self::attempt_timeout). `Authorization`,
    /// `x-connectpay-api-key` and `PSU-IP-Address` are marked sensitive
    /// ([`HeaderValue::is_sensitive`](http::HeaderValue::is_sensitive)). The path and
    /// the body are not, so the author of a layer is responsible for what it logs.
    ///
    /// If a layer fails, the outcome of a payment stays as certain as it can be:
    ///
    /// | the layer fails | [`outcome`](crate::Error::outcome) |
    /// |---|---|
    /// | before it calls the service that it wraps | `NotSent` |
    /// | with the error of that service, or one that it caused | what that service's error says |
    /// | after an answer, with [`NotSent`](crate::transport::NotSent) among its causes | `NotSent` |
    /// | in any other way | `Unknown` |
    ///
    /// The wrapped service takes each request once and stops a layer that sends one
    /// again, since only [`retry`](Self::retry) knows what is safe. It refuses a
    /// request whose method or URI has changed, because the credentials were not chosen
    /// for it, and a request whose call has ended. If a layer answers while the wrapped
    /// service has the request and has not answered, that answer is not the server's,
    /// so the call fails with `Unknown`. If it answers without calling the wrapped
    /// service, its answer counts as ConnectPay's. A layer must not send the request by
    /// other means: this crate would not know about it.
    ///
    /// This example adds a concurrency limit and a header that names the trace
    /// (<https://www.w3.org/TR/trace-context/>):
    ///
    /// ```
    /// use connectpay::transport::RequestBody;
    /// use connectpay::{Client, Environment, PartnerCredentials};
    /// use http::{HeaderValue, Request};
    /// use tower::ServiceBuilder;
    /// use tower::limit::ConcurrencyLimitLayer;
    ///
    /// # fn current_trace() -> Option<String> { None }
    /// fn with_traceparent(mut request: Request<RequestBody>) -> Request<RequestBody> {
    ///     // With `opentelemetry`: a propagator's `inject_context` into the headers.
    ///     if let Some(Ok(trace)) = current_trace().map(HeaderValue::try_from) {
    ///         request.headers_mut().insert("traceparent", trace);
    ///     }
    ///     request
    /// }
    ///
    /// let client = Client::builder(
    ///     Environment::Stage,
    ///     PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    /// )
    /// .layer(ConcurrencyLimitLayer::new(64))
    /// .layer(ServiceBuilder::new().map_request(with_traceparent))
    /// .build()?;
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<TransportService> + Send + Sync + 'static,
        L::Service: Service<http::Request<RequestBody>, Response = http::Response<B>>,
        L::Service: Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<RequestBody>>>::Error: Into<BoxError>,
        <L::Service as Service<http::Request<RequestBody>>>::Future: Send + 'static,
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let wrap = move |inner| TransportService::new(layer.layer(inner));
        self.layers.0.push(Box::new(wrap));
        self
    }
}
