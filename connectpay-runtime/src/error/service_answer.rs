//! An answer that is a refusal or cannot be read.

mod challenge;

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// ConnectPay's answer as it came, if it was not a success or could not be read as the
/// type that the endpoint declares.
///
/// ConnectPay documents no format for refusals. `Debug` shows only the status and the
/// body's length, since a body may quote what was sent.
#[derive(Clone)]
pub struct ServiceAnswer(http::Response<Bytes>);

impl ServiceAnswer {
    pub(crate) fn new(response: http::Response<Bytes>) -> Self {
        Self(response)
    }

    /// Keeps at most `length` bytes of the body. The beginning of a longer body is
    /// copied, so that an error does not hold on to all of it.
    pub(crate) fn cut(mut self, length: usize) -> Self {
        if let Some(beginning) = self.0.body().get(..length) {
            let beginning = Bytes::copy_from_slice(beginning);
            *self.0.body_mut() = beginning;
        }
        self
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

/// What an answer that is not a success says about trying again.
impl ServiceAnswer {
    /// Whether the reason for the status is likely to pass by itself.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(self.status().as_u16(), 429 | 502 | 503 | 504)
    }

    /// Whether the answer says that the access token can no longer be used. A 401 that
    /// wants stronger authentication of the user does not.
    pub(crate) fn refuses_token(&self) -> bool {
        self.status() == StatusCode::UNAUTHORIZED
            && !challenge::wants_stronger_authentication(self.headers())
    }

    /// Whether the answer says in words that the access token was refused, and not what
    /// the request asked for.
    pub(crate) fn says_that_the_token_is_invalid(&self) -> bool {
        self.status() == StatusCode::UNAUTHORIZED
            && challenge::says_that_the_token_is_invalid(self.headers())
    }

    /// The wait that the answer asks for.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers(), SystemTime::now())
    }
}

/// The wait that an answer asks for in seconds or as a date (RFC 9110, 10.2.3). It is
/// `None` if the header makes no sense, or if two headers contradict each other.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let mut values = headers.get_all(RETRY_AFTER).iter();
    let value = values.next()?.to_str().ok()?;
    if values.any(|other| other != value) {
        return None;
    }
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit still mean to wait: saturate.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no wait.
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn parsed(values: &[&str]) -> Option<Duration> {
        let now = httpdate::parse_http_date("Tue, 24 Nov 2026 12:00:00 GMT").unwrap();
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, HeaderValue::from_str(value).unwrap());
        }
        retry_after(&headers, now)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(parsed(&["0"]), seconds(0));
        assert_eq!(parsed(&["120"]), seconds(120));
        assert_eq!(parsed(&["120", "120"]), seconds(120));
        assert_eq!(parsed(&["99999999999999999999999"]), seconds(u64::MAX));
        assert_eq!(parsed(&["Tue, 24 Nov 2026 12:00:07 GMT"]), seconds(7));
        assert_eq!(parsed(&["Tue, 24 Nov 2026 11:00:00 GMT"]), seconds(0));
    }

    #[test]
    fn nonsense_asks_for_no_wait() {
        for values in [
            &[][..],
            &[""],
            &["-1"],
            &["1.5"],
            &["soon"],
            &["1", "2"],
            &["+5"],
        ] {
            assert_eq!(parsed(values), None, "{values:?}");
        }
    }
}
