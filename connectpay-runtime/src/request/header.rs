//! Headers of arguments and of a call's options, and those that neither may set.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

use super::PathValue;

/// Headers that belong to the library or to the connection, or that make some
/// gateways take another method or path than the request's, where the path
/// decides the credentials. Neither an argument nor
/// [`Call::header`](crate::Call::header) may set them; the macros refuse the same
/// ones.
const RESERVED_HEADERS: &[&str] = &[
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "psu-ip-address",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-connectpay-api-key",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-url",
    "x-rewrite-url",
];

/// A value that can stand in a header: what can be a [`PathValue`], or an
/// `Option` of it, whose `None` leaves the header out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header argument",
    label = "not a header value",
    note = "header arguments are strings, integers, `char`, `bool`, types that implement `connectpay::PathValue`, or an `Option` of these"
)]
pub trait HeaderArgument {
    /// The value as text; `None` leaves the header out.
    fn header_value(&self) -> Option<Cow<'_, str>>;
}

impl<T: PathValue + ?Sized> HeaderArgument for T {
    fn header_value(&self) -> Option<Cow<'_, str>> {
        Some(self.path_value())
    }
}

impl<T: PathValue> HeaderArgument for Option<T> {
    fn header_value(&self) -> Option<Cow<'_, str>> {
        self.as_ref().map(PathValue::path_value)
    }
}

/// Checks a header that is set by name at run time.
pub(super) fn header(
    name: &str,
    value: &str,
) -> std::result::Result<(HeaderName, HeaderValue), &'static str> {
    let name: HeaderName = name
        .parse()
        .map_err(|_| "a header's name is not a token (RFC 9110, 5.1)")?;
    // Servers that hand headers on as variables read `_` and `-` alike.
    if RESERVED_HEADERS.contains(&name.as_str().replace('_', "-").as_str()) {
        return Err("a header is set that the library sets itself, such as `authorization`");
    }
    field_value(value)
        .map(|value| (name, value))
        .map_err(|_| "a header's value is not printable ASCII without spaces at its ends")
}

/// RFC 9110, 5.5, without `obs-text`: visible characters with single spaces or
/// tabs between. Stricter than `HeaderValue`, which accepts other bytes too.
pub(super) fn field_value(text: &str) -> std::result::Result<HeaderValue, &'static str> {
    let visible = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    if !text.bytes().all(visible) || text.trim_matches([' ', '\t']) != text {
        return Err(
            "cannot be a header's value: expected printable ASCII without spaces at its ends",
        );
    }
    let mut value = HeaderValue::from_str(text).map_err(|_| "cannot be a header's value")?;
    // An argument may be anything, an account number too.
    value.set_sensitive(true);
    Ok(value)
}
