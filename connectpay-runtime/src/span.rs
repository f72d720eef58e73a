//! The span of a call.

use bytes::Bytes;
use tracing::level_filters::LevelFilter;
use tracing::{Span, field};

use crate::endpoint::Endpoint;
use crate::environment::BaseUrl;
use crate::error::{Result, Stage};
use crate::request_id::CallId;

/// A span with the attributes that OpenTelemetry gives to HTTP clients. The
/// template stands for the path: the filled path has arguments in it. Of the
/// headers it has the one that is there to be looked for.
pub(crate) fn begin(endpoint: &Endpoint, base_url: &BaseUrl, id: &CallId) -> Span {
    // Where nobody records spans, its attributes need not be worked out.
    if LevelFilter::current() < LevelFilter::INFO {
        return Span::none();
    }
    tracing::info_span!(
        "connectpay",
        otel.name = %format_args!("{} {}", endpoint.method(), endpoint.path()),
        otel.kind = "client",
        http.request.method = %endpoint.method(),
        "http.request.header.x-request-id" = %id,
        url.template = endpoint.path(),
        server.address = base_url.authority.host().trim_matches(['[', ']']),
        server.port = base_url.port(),
        connectpay.auth = endpoint.auth().as_str(),
        http.request.resend_count = field::Empty,
        http.response.status_code = field::Empty,
        error.type = field::Empty,
    )
}

/// What came of the call.
pub(crate) fn end(span: &Span, result: &Result<http::Response<Bytes>>) {
    let status = match result {
        Ok(response) => Some(response.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Err(error) = result {
        match (error.stage(), status) {
            (Stage::Service, Some(status)) => span.record("error.type", status.as_str()),
            _ if error.is_timeout() => span.record("error.type", "timeout"),
            (Stage::Authenticate, _) => span.record("error.type", "authenticate"),
            (Stage::Transport, _) => span.record("error.type", "transport"),
            _ => span.record("error.type", "_OTHER"),
        };
    }
}
