//! Headers from arguments and from a call's options, and the headers that neither may
//! set.

mod reserved;

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use self::reserved::{is_reserved, sent_as, with_hyphens};
use super::PathValue;

/// A value that can be a header: any [`PathValue`], or an `Option` of one, whose `None`
/// leaves the header out. A type that serializes to a string, an integer or `bool` needs
/// no impl.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header argument",
    label = "not a header value",
    note = "header arguments are strings, integers, `char`, `bool`, types that serialize to one of these, as a newtype with `#[derive(serde::Serialize)]` does, types that implement `connectpay::PathValue`, or an `Option` of these"
)]
pub trait HeaderArgument {
    /// The value as text. `None` leaves the header out.
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

/// Checks a header that is set by name at run time, or says what is wrong with it. The
/// message shows a reserved name, since it is one of a list. It shows no other name,
/// which may be a value by mistake.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name: HeaderName = name
        .parse()
        .map_err(|_| "a header's name is not a token (RFC 9110, 5.1)".to_owned())?;
    if is_reserved(name.as_str()) {
        return Err(format!(
            "the header `{name}` is not a call's to set; expected another, since credentials, addresses, framing, method and path belong to the library"
        ));
    }
    if let Some(sent) = sent_as(name.as_str()) {
        return Err(format!(
            "the header `{name}` is `{sent}` to many servers, which would find it twice; expected `{sent}`"
        ));
    }
    let value = field_value(value).map_err(|_| {
        "a header's value is not printable ASCII without spaces at its ends".to_owned()
    })?;
    Ok((name, value))
}

/// Sets a header and replaces any header of the same name, even in the other spelling:
/// a server that does not distinguish `_` from `-` would find two values of one header.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    let spelled = with_hyphens(name.as_str());
    let is_other = |other: &&HeaderName| **other != name && with_hyphens(other.as_str()) == spelled;
    if let Some(other) = headers.keys().find(is_other).cloned() {
        headers.remove(other);
    }
    headers.insert(name, value);
}

/// RFC 9110, 5.5, without `obs-text`: visible characters with single spaces or tabs
/// between them. This is stricter than `HeaderValue`, which accepts other bytes too.
pub(super) fn field_value(text: &str) -> Result<HeaderValue, &'static str> {
    let visible = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    if !text.bytes().all(visible) || text.trim_matches([' ', '\t']) != text {
        return Err(
            "cannot be a header's value: expected printable ASCII without spaces at its ends",
        );
    }
    let mut value = HeaderValue::from_str(text).map_err(|_| "cannot be a header's value")?;
    // An argument may be anything, even an account number.
    value.set_sensitive(true);
    Ok(value)
}
