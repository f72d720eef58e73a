//! What an answer says about its body (RFC 9110, section 8), in words.

use std::fmt;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// No registry has longer words, and no message should.
const LONGEST: usize = 64;

/// Content type, content encoding and byte-order mark: what can make JSON unreadable
/// without being part of it. A header's value is shown only if it has the form of a
/// registered word, since a server can write anything there.
pub(super) struct Representation<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
}

impl fmt::Display for Representation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.headers.get(CONTENT_TYPE).map(|value| value.to_str()) {
            None => f.write_str("without a content type")?,
            Some(value) => match value.ok().and_then(media_type) {
                Some((of, Some(charset))) => write!(f, "content type `{of}; charset={charset}`")?,
                Some((of, None)) => write!(f, "content type `{of}`")?,
                None => f.write_str("with a malformed content type")?,
            },
        }
        match self.headers.get(CONTENT_ENCODING).map(|it| it.to_str()) {
            None => {}
            Some(Ok(coding)) if is_token(coding) => write!(
                f,
                ", content encoding `{coding}`, which the request did not accept"
            )?,
            Some(_) => f.write_str(", with a malformed content encoding")?,
        }
        if let Some(of) = byte_order_mark(self.body) {
            write!(f, ", with a byte-order mark of {of}")?;
        }
        Ok(())
    }
}

/// `type/subtype` and the `charset` parameter (RFC 9110, 8.3.1 and 8.3.2).
fn media_type(value: &str) -> Option<(&str, Option<&str>)> {
    let mut parts = value.split(';').map(str::trim);
    let of = parts.next()?;
    let (kind, subtype) = of.split_once('/')?;
    if !is_token(kind) || !is_token(subtype) {
        return None;
    }
    let charset = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim_matches('"');
        (name.eq_ignore_ascii_case("charset") && is_token(value)).then_some(value)
    });
    Some((of, charset))
}

/// RFC 9110, 5.6.2.
fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(is_tchar)
}

/// RFC 8259, 8.1, forbids a byte-order mark in front of JSON, but some servers write
/// one.
fn byte_order_mark(body: &[u8]) -> Option<&'static str> {
    match body {
        [0xef, 0xbb, 0xbf, ..] => Some("UTF-8"),
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => Some("UTF-16"),
        _ => None,
    }
}
