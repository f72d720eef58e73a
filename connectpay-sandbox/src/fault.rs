//! Faults on demand.

mod inject;
mod queue;

use std::time::Duration;

use http::{Method, StatusCode};

use crate::path_template::fits;

pub(crate) use self::inject::{Faulted, inject};
pub(crate) use self::queue::Faults;

/// The path where a client asks for faults. No fault strikes a request to it.
pub(crate) const PATH: &str = "/sandbox/partner/faults";

/// What goes wrong with one request. Pass it to
/// [`Sandbox::next`](crate::Sandbox::next).
///
/// ```
/// use std::time::Duration;
///
/// use connectpay_sandbox::Fault;
/// use http::Method;
///
/// // The outcome of a request that may have been a payment is in doubt:
/// let before = Fault::dropped_connection().on("/sandbox/client/payments");
/// let after = before.clone().method(Method::POST).after_processing();
/// // The outcome of this request is certain:
/// let busy = Fault::too_many_requests(Duration::from_secs(2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "does nothing until it is given to `Sandbox::next`"]
pub struct Fault {
    kind: Kind,
    method: Option<Method>,
    path: Option<String>,
    after_processing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Answer {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
    Hang,
    Drop,
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            method: None,
            path: None,
            after_processing: false,
        }
    }

    /// Answers with this status and a problem document.
    pub fn status(status: StatusCode) -> Self {
        Self::new(Kind::Answer {
            status,
            retry_after: None,
        })
    }

    /// Answers 401 with `WWW-Authenticate`, as for a token that has expired.
    pub fn unauthorized() -> Self {
        Self::status(StatusCode::UNAUTHORIZED)
    }

    /// Answers 429 with `Retry-After` in seconds, rounded up.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        Self::status(StatusCode::TOO_MANY_REQUESTS).retry_after(retry_after)
    }

    /// Answers 500.
    pub fn internal_server_error() -> Self {
        Self::status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Answers 503, with `Retry-After` if [`retry_after`](Self::retry_after) sets it.
    pub fn service_unavailable() -> Self {
        Self::status(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// Reads the request and does not answer. The connection stays open until the
    /// caller gives up or the sandbox is dropped.
    pub fn hang() -> Self {
        Self::new(Kind::Hang)
    }

    /// Reads the request and closes its connection without an answer. Other requests on
    /// the connection, as with HTTP/2, end with it.
    pub fn dropped_connection() -> Self {
        Self::new(Kind::Drop)
    }

    /// Adds `Retry-After` in seconds, rounded up (RFC 9110, section 10.2.3). It has no
    /// effect on a fault without an answer.
    pub fn retry_after(mut self, after: Duration) -> Self {
        if let Kind::Answer { retry_after, .. } = &mut self.kind {
            *retry_after = Some(after);
        }
        self
    }

    /// Makes the fault strike only a request with this method.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Makes the fault strike only a request with this path, whatever its query. A
    /// segment in braces, as in `/sandbox/client/payments/{paymentOrderNo}`, stands for
    /// any segment.
    ///
    /// # Panics
    ///
    /// Panics if the path does not begin with a slash, since no request can have such a
    /// path.
    pub fn on(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        assert!(
            path.starts_with('/'),
            "the path of a fault does not begin with `/`; expected the whole path of an endpoint"
        );
        self.path = Some(path);
        self
    }

    /// Carries out the request before the fault strikes, so that the caller does not
    /// learn the result: a payment then exists although its outcome is unknown. Without
    /// this, the fault replaces the request, and not even its credentials are checked.
    pub fn after_processing(mut self) -> Self {
        self.after_processing = true;
        self
    }

    fn strikes(&self, method: &Method, path: &str) -> bool {
        path != PATH
            && self.method.as_ref().is_none_or(|only| only == method)
            && self.path.as_ref().is_none_or(|only| fits(only, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "does not begin with `/`")]
    fn a_path_that_no_request_can_have_is_refused() {
        let _ = Fault::hang().on("sandbox/client/payments");
    }
}
