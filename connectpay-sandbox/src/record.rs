//! What arrived, kept without its secrets.

mod censor;
mod history;

use std::fmt;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::problem::Refusal;
use crate::rule::Rule;

pub use self::history::{HISTORY, HISTORY_BYTES};
pub(crate) use self::history::{Observer, Recorder};

/// The largest body that a sandbox reads. It answers a larger one with 413.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// A request that reached a sandbox.
///
/// `Debug` shows neither the body nor a query, which may be personal.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The path with its query, as it was sent, except that secrets in the query are
    /// `[censored]`, by the same names as in the body.
    pub path: String,
    /// The headers. Headers that carry a credential keep only the scheme:
    /// `Bearer [censored]`, `Basic [censored]` or `[censored]`.
    pub headers: HeaderMap,
    /// The body, or nothing if it was larger than [`MAX_BODY_BYTES`]. One-time
    /// passwords, passwords and tokens in it are `[censored]`: the value of any member
    /// whose name contains `otp`, `password`, `accessToken`, `refreshToken` or
    /// `clientSecret`, at any depth and in any capitalisation. So `smsOtp` is censored,
    /// and so is `rootPath`. A body that contains one of the names and is not JSON is
    /// `[censored]` as a whole.
    pub body: Bytes,
    /// The status of the answer. It is `None` if there is no answer yet, if the caller
    /// went away before, or if a fault left the request without an answer.
    pub status: Option<StatusCode>,
    /// The rule that the request broke, if the sandbox refused it.
    pub rule: Option<Rule>,
    /// Whether a [`Fault`](crate::Fault) took the place of the answer.
    pub fault: bool,
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.split('?').next().unwrap_or_default();
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &self.headers)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .field("status", &self.status)
            .field("rule", &self.rule)
            .field("fault", &self.fault)
            .finish()
    }
}

/// Records a request and passes it on with its body, read up to the limit.
pub(crate) async fn record(
    State(recorder): State<Arc<Recorder>>,
    request: Request,
    next: Next,
) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await;
    let number = recorder.arrived(RecordedRequest {
        method: head.method.clone(),
        path: censor::path(&head.uri),
        headers: censor::headers(&head.headers),
        body: body.as_deref().map(censor::body).unwrap_or_default(),
        status: None,
        rule: None,
        fault: false,
    });
    let response = match body {
        Ok(body) => next.run(Request::from_parts(head, Body::from(body))).await,
        // The caller may also have gone away, and then nobody reads this.
        Err(_) => Refusal::new(
            Rule::BodyTooLarge,
            format!("the body is too large; expected at most {MAX_BODY_BYTES} bytes"),
        )
        .into_response(),
    };
    recorder.answered(number, &response);
    response
}
