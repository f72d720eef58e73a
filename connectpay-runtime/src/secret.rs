//! The one place that makes headers with credentials, and what they may consist of.

use std::fmt;

use http::HeaderValue;
use secrecy::zeroize::Zeroizing;

/// Makes a header value that prints as `Sensitive`, is never entered into
/// HTTP/2's compression tables and is built from a buffer that is wiped.
///
/// It returns `None` if the text has a character that no header may carry. Every text
/// that comes here was checked when it entered the library, so callers turn `None` into
/// an error without saying more.
pub(crate) fn header_value(text: &Zeroizing<String>) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Prints in place of a secret.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
