//! The telemetry of a call: one span for the call and one for each attempt, with the
//! names that OpenTelemetry's conventions define for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/>).
//!
//! `url.full` is left out although the conventions require it: the filled path and the
//! query contain arguments, and no span contains arguments. `url.template` replaces it.
//! The only header in a span is the one that people search for.
//!
//! Numbers are recorded as `i64`, the only integer type of OpenTelemetry:
//! `tracing-opentelemetry` turns other integers into strings. No field is recorded
//! twice, since it would be exported twice.

mod error_type;
#[cfg(feature = "opentelemetry")]
mod metrics;

use bytes::Bytes;
use http::{StatusCode, Uri, Version};
use tracing::level_filters::LevelFilter;
use tracing::{Span, field};

use self::error_type::ErrorType;
#[cfg(feature = "opentelemetry")]
use self::metrics::Measurement;
#[cfg(feature = "opentelemetry")]
pub(crate) use self::metrics::Metrics;
use crate::endpoint::Endpoint;
use crate::environment::default_port;
use crate::error::{Error, Outcome, Result};
use crate::request::id::CallId;

/// The span of a call, from its first poll to its value. Its kind is not `client`,
/// since each request would then be counted twice.
pub(crate) struct CallSpan {
    span: Span,
    is_ended: bool,
}

impl CallSpan {
    pub(crate) fn begin(endpoint: &Endpoint, id: &CallId) -> Self {
        let span = if are_spans_recorded() {
            tracing::info_span!(
                "connectpay",
                otel.name = endpoint.name(),
                otel.kind = "internal",
                otel.status_code = field::Empty,
                "http.request.header.x-request-id" = %id,
                url.template = endpoint.path(),
                connectpay.auth = endpoint.auth().as_str(),
                connectpay.outcome = field::Empty,
                error.type = field::Empty,
            )
        } else {
            Span::none()
        };
        Self {
            span,
            is_ended: false,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Notes that the call has a success, which may still turn out to be unreadable.
    pub(crate) fn succeed(&mut self) {
        self.is_ended = true;
    }

    /// Notes that the call has failed.
    pub(crate) fn fail(&mut self, error: &Error) {
        self.is_ended = true;
        let outcome = match error.outcome() {
            Outcome::NotSent => "not_sent",
            Outcome::Rejected => "rejected",
            Outcome::Unknown => "unknown",
        };
        self.span.record("connectpay.outcome", outcome);
        fail(&self.span, ErrorType::of(error));
    }
}

impl Drop for CallSpan {
    fn drop(&mut self) {
        if !self.is_ended {
            fail(&self.span, ErrorType::CANCELLED);
        }
    }
}

/// One attempt: a client's request and its answer up to the last byte.
pub(crate) struct AttemptSpan {
    span: Span,
    #[cfg(feature = "opentelemetry")]
    measurement: Measurement,
    is_ended: bool,
}

/// What an attempt is for.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) uri: &'a Uri,
    pub(crate) id: &'a CallId,
    /// How many attempts the call had made before.
    pub(crate) resent: u32,
}

impl AttemptSpan {
    pub(crate) fn begin(
        subject: Subject<'_>,
        #[cfg(feature = "opentelemetry")] metrics: &Metrics,
    ) -> Self {
        Self {
            span: span(subject),
            #[cfg(feature = "opentelemetry")]
            measurement: metrics.begin(subject),
            is_ended: false,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Notes the answer of the transport, whatever its status.
    pub(crate) fn end(mut self, result: &Result<http::Response<Bytes>>) {
        self.is_ended = true;
        let (status, version, error) = match result {
            Ok(answer) => {
                let status = answer.status();
                let error = (!status.is_success()).then_some(ErrorType::Status(status));
                (Some(status), version(answer.version()), error)
            }
            Err(error) => (error.status(), None, Some(ErrorType::of(error))),
        };
        self.note(status, version, error);
    }

    fn note(
        &self,
        status: Option<StatusCode>,
        version: Option<&'static str>,
        error: Option<ErrorType>,
    ) {
        #[cfg(feature = "opentelemetry")]
        self.measurement.end(status, version, error);
        if self.span.is_none() {
            return;
        }
        if let Some(status) = status {
            let status = i64::from(status.as_u16());
            self.span.record("http.response.status_code", status);
        }
        if let Some(version) = version {
            self.span.record("network.protocol.version", version);
        }
        if let Some(error) = error {
            fail(&self.span, error);
        }
    }
}

impl Drop for AttemptSpan {
    fn drop(&mut self) {
        if !self.is_ended {
            self.note(None, None, Some(ErrorType::CANCELLED));
        }
    }
}

fn span(subject: Subject<'_>) -> Span {
    if !are_spans_recorded() {
        return Span::none();
    }
    let Subject {
        endpoint,
        uri,
        id,
        resent,
    } = subject;
    tracing::info_span!(
        "connectpay.attempt",
        otel.name = %format_args!("{} {}", endpoint.method(), endpoint.path()),
        otel.kind = "client",
        otel.status_code = field::Empty,
        http.request.method = endpoint.method().as_str(),
        "http.request.header.x-request-id" = %id,
        http.request.resend_count = (resent > 0).then_some(i64::from(resent)),
        http.response.status_code = field::Empty,
        network.protocol.version = field::Empty,
        url.template = endpoint.path(),
        server.address = server_address(uri),
        server.port = server_port(uri),
        error.type = field::Empty,
    )
}

/// Whether anybody looks at spans of this level. If nobody does, their attributes need
/// not be computed.
fn are_spans_recorded() -> bool {
    LevelFilter::current() >= LevelFilter::INFO
}

fn fail(span: &Span, error: ErrorType) {
    if !span.is_none() {
        span.record("error.type", error.as_str());
        // Without it, a tool that counts errors by a span's status would count none.
        span.record("otel.status_code", "ERROR");
    }
}

fn server_address(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_matches(['[', ']'])
}

fn server_port(uri: &Uri) -> i64 {
    let port = uri
        .port_u16()
        .or_else(|| default_port(uri.scheme()?))
        .unwrap_or_default();
    i64::from(port)
}

/// The version as the conventions write it.
fn version(version: Version) -> Option<&'static str> {
    match version {
        Version::HTTP_10 => Some("1.0"),
        Version::HTTP_11 => Some("1.1"),
        Version::HTTP_2 => Some("2"),
        Version::HTTP_3 => Some("3"),
        _ => None,
    }
}
