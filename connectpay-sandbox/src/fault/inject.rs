//! What the caller of a request gets if a fault strikes.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::json;

use super::{Faults, Kind};
use crate::connection::Unanswered;

/// Marks an answer, in its extensions, that a fault has made.
#[derive(Clone, Copy)]
pub(crate) struct Faulted;

/// Replaces the answer with a fault, if one is due.
pub(crate) async fn inject(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    let Some(fault) = faults.take(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    if fault.after_processing {
        drop(next.run(request).await);
    }
    let mut response = match fault.kind {
        Kind::Answer {
            status,
            retry_after,
        } => problem(status, retry_after),
        Kind::Hang => unanswered(Unanswered::Hang),
        Kind::Drop => unanswered(Unanswered::Drop),
    };
    response.extensions_mut().insert(Faulted);
    response
}

fn unanswered(how: Unanswered) -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(how);
    response
}

fn problem(status: StatusCode, retry_after: Option<Duration>) -> Response {
    let problem = json!({
        "type": "urn:connectpay-sandbox:fault",
        "title": status.canonical_reason().unwrap_or("Fault"),
        "status": status.as_u16(),
        "detail": "a fault on demand, for which `Sandbox::next` or `POST /sandbox/partner/faults` asked",
    });
    let mut response = (status, problem.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if status == StatusCode::UNAUTHORIZED {
        // A 401 must name how to authenticate (RFC 9110, section 15.5.2).
        headers.insert(
            WWW_AUTHENTICATE,
            HeaderValue::from_static(r#"Bearer error="invalid_token""#),
        );
    }
    if let Some(after) = retry_after {
        let seconds = after
            .as_secs()
            .saturating_add(u64::from(after.subsec_nanos() > 0));
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
