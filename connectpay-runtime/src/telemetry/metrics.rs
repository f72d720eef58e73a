//! `http.client.request.duration`, as OpenTelemetry's conventions have it
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-metrics/>).

use http::{StatusCode, Uri};
use opentelemetry::metrics::{Histogram, MeterProvider};
use opentelemetry::{InstrumentationScope, KeyValue, Value};
use tokio::time::Instant;

use super::error_type::ErrorType;
use super::{Subject, server_address, server_port};
use crate::endpoint::Endpoint;

/// The bucket boundaries that the conventions advise, in seconds.
const BOUNDARIES: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// The instruments of one client.
#[derive(Clone)]
pub(crate) struct Metrics {
    duration: Histogram<f64>,
}

impl Metrics {
    pub(crate) fn new(provider: &dyn MeterProvider) -> Self {
        let scope = InstrumentationScope::builder(env!("CARGO_PKG_NAME"))
            .with_version(env!("CARGO_PKG_VERSION"))
            .build();
        let duration = provider
            .meter_with_scope(scope)
            .f64_histogram("http.client.request.duration")
            .with_description("Duration of HTTP client requests.")
            .with_unit("s")
            .with_boundaries(BOUNDARIES.to_vec())
            .build();
        Self { duration }
    }

    /// Made with the provider that the application has set, or with the global one.
    pub(crate) fn global() -> Self {
        Self::new(&*opentelemetry::global::meter_provider())
    }

    pub(super) fn begin(&self, subject: Subject<'_>) -> Measurement {
        Measurement {
            duration: self.duration.clone(),
            endpoint: subject.endpoint,
            uri: subject.uri.clone(),
            begun: Instant::now(),
        }
    }
}

/// One attempt that is measured.
pub(super) struct Measurement {
    duration: Histogram<f64>,
    endpoint: &'static Endpoint,
    uri: Uri,
    begun: Instant,
}

impl Measurement {
    pub(super) fn end(
        &self,
        status: Option<StatusCode>,
        version: Option<&'static str>,
        error: Option<ErrorType>,
    ) {
        let (endpoint, uri) = (self.endpoint, &self.uri);
        let mut attributes = Vec::with_capacity(7);
        attributes.extend([
            KeyValue::new("http.request.method", endpoint.method().as_str().to_owned()),
            KeyValue::new("url.template", endpoint.path()),
            KeyValue::new("server.address", server_address(uri).to_owned()),
            KeyValue::new("server.port", server_port(uri)),
        ]);
        if let Some(status) = status {
            let status = i64::from(status.as_u16());
            attributes.push(KeyValue::new("http.response.status_code", status));
        }
        if let Some(version) = version {
            attributes.push(KeyValue::new("network.protocol.version", version));
        }
        if let Some(error) = error {
            let error: Value = match error {
                ErrorType::Word(word) => word.into(),
                ErrorType::Status(status) => status.as_str().to_owned().into(),
            };
            attributes.push(KeyValue::new("error.type", error));
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        self.duration.record(seconds, &attributes);
    }
}
