//! The `X-Request-ID` of a call.

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use crate::request::Request;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one call, the same on all its attempts. It becomes a text only
/// where somebody reads it.
#[derive(Clone, Debug)]
pub(crate) enum CallId {
    Made(Uuid),
    /// By an argument or an option of the call.
    Given(HeaderValue),
}

impl CallId {
    pub(crate) fn of(request: &Request) -> Self {
        match request.header_value(&X_REQUEST_ID) {
            Some(id) => Self::Given(id),
            None => Self::Made(Uuid::new_v4()),
        }
    }

    /// Puts it into the headers of an attempt; one that was given is there.
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        if let Self::Made(id) = self {
            let mut text = Uuid::encode_buffer();
            let id = id.hyphenated().encode_lower(&mut text);
            if let Ok(id) = HeaderValue::from_str(id) {
                headers.insert(X_REQUEST_ID, id);
            }
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Made(id) => id.to_string(),
            Self::Given(id) => id.to_str().unwrap_or_default().to_owned(),
        }
    }
}
