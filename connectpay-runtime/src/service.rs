//! The answer that is a refusal.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// ConnectPay's answer when it was not a success, as it came.
///
/// ConnectPay documents no format for it. `Debug` shows the status and the
/// body's length alone, since a body may quote what was sent.
#[derive(Clone)]
pub struct ServiceAnswer(http::Response<Bytes>);

impl ServiceAnswer {
    pub(crate) fn new(response: http::Response<Bytes>) -> Self {
        Self(response)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The body, cut off at [`ClientBuilder::max_refusal_bytes`](crate::ClientBuilder::max_refusal_bytes).
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }
}

impl fmt::Debug for ServiceAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAnswer")
            .field("status", &self.status())
            .field("body_bytes", &self.body().len())
            .finish_non_exhaustive()
    }
}
