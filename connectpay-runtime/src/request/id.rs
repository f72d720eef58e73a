//! The `X-Request-ID` of a call.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The `X-Request-ID` that every attempt of a call carried. Give it to ConnectPay's
/// support, or search logs for it.
///
/// You find it in the extensions of the responses that [`Call::raw`](crate::Call::raw)
/// and [`Call::with_response`](crate::Call::with_response) return, in
/// [`Error::request_id`](crate::Error::request_id), and in the call's span as
/// `http.request.header.x-request-id`.
///
/// ```
/// use connectpay::{Call, RequestId, Result};
///
/// async fn paid(call: Call<String>) -> Result<(String, Option<RequestId>)> {
///     let mut answer = call.with_response().await?;
///     let id = answer.extensions_mut().remove::<RequestId>();
///     Ok((answer.into_body(), id))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// Makes an id for the answer of a fake.
    /// [`Error::from_response`](crate::Error::from_response) takes it from the
    /// response's extensions.
    ///
    /// ```
    /// use connectpay::{Error, RequestId};
    ///
    /// let mut answer = http::Response::new(bytes::Bytes::new());
    /// *answer.status_mut() = http::StatusCode::CONFLICT;
    /// answer.extensions_mut().insert(RequestId::new("id-1"));
    /// assert_eq!(Error::from_response(answer).request_id(), Some("id-1"));
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The value of the header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The id of one call, the same on all its attempts. It is formatted only when somebody
/// reads it.
#[derive(Clone, Debug)]
pub(crate) enum CallId {
    Made(Uuid),
    /// Set by an argument or an option of the call.
    Given(HeaderValue),
}

impl CallId {
    /// The id that was given, or a new one.
    pub(crate) fn new(given: Option<HeaderValue>) -> Self {
        given.map_or_else(|| Self::Made(Uuid::new_v4()), Self::Given)
    }

    /// Puts the id into the headers of an attempt, unless the caller has given one,
    /// which is there already.
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        if let Self::Made(id) = self {
            let mut text = Uuid::encode_buffer();
            let id = id.hyphenated().encode_lower(&mut text);
            if let Ok(id) = HeaderValue::from_str(id) {
                headers.insert(X_REQUEST_ID, id);
            }
        }
    }

    pub(crate) fn text(&self) -> RequestId {
        RequestId(self.to_string())
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made(id) => fmt::Display::fmt(id, f),
            // An id that no header may carry was refused before.
            Self::Given(id) => f.write_str(id.to_str().unwrap_or_default()),
        }
    }
}
