//! A request from the arguments of a method: complete before its future exists.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::path::{self, PathValue};

/// Headers that belong to the library or to the connection, or that make some
/// gateways take another method or path than the request's, where the path
/// decides the credentials. Neither an argument
/// nor [`Call::header`](crate::Call::header) may set them; the macros refuse the
/// same ones.
pub(crate) const RESERVED_HEADERS: &[&str] = &[
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

/// A request without credentials and without a host.
///
/// An argument that cannot be encoded leaves a problem behind, which the call
/// reports when it is awaited, with nothing sent.
pub struct Request {
    endpoint: &'static Endpoint,
    /// The path as far as it is filled, then the query.
    target: String,
    /// What of the template is still to come.
    rest: &'static str,
    /// Where in `target` the query begins, once there is one.
    query: Option<usize>,
    content_type: Option<&'static str>,
    /// Those of the arguments and of the call's options.
    headers: HeaderMap,
    body: Bytes,
    problem: Option<Error>,
}

impl Request {
    /// Begins a request to `endpoint`.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint) -> Self {
        let template = endpoint.path();
        let mut request = Self {
            endpoint,
            target: String::with_capacity(template.len() + 64),
            rest: template,
            query: None,
            content_type: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            problem: None,
        };
        request.copy_literal();
        request
    }

    /// Fills the next placeholder of the template.
    pub fn path<T: PathValue + ?Sized>(&mut self, argument: &str, value: &T) {
        self.segment(argument, &value.path_value());
    }

    /// Adds a query parameter; `None` adds nothing, a list repeats the key.
    pub fn query<T: Serialize + ?Sized>(&mut self, argument: &str, key: &str, value: &T) {
        self.query_pairs(argument, &Entry(key, value));
    }

    /// Adds every field of a struct, or entry of a map, as a query parameter.
    pub fn query_flatten<T: Serialize + ?Sized>(&mut self, argument: &str, value: &T) {
        self.query_pairs(argument, value);
    }

    /// Sets a header; `None` sets nothing.
    pub fn header<T: HeaderArgument + ?Sized>(
        &mut self,
        name: HeaderName,
        argument: &str,
        value: &T,
    ) {
        if let Some(text) = value.header_value() {
            match field_value(&text) {
                Ok(value) => {
                    self.headers.insert(name, value);
                }
                Err(reason) => self.refuse(argument, reason),
            }
        }
    }

    /// Sets the body to `value` as JSON.
    pub fn body<T: Serialize + ?Sized>(&mut self, argument: &str, value: &T) {
        // serde's own message may quote the value, so it is not passed on.
        // Most bodies fit, so their buffer never grows.
        let mut json = Vec::with_capacity(512);
        match serde_json::to_writer(&mut json, value) {
            Ok(()) => self.set_body("application/json", json),
            Err(_) => self.refuse(
                argument,
                "cannot be written as JSON: its `Serialize` failed, or a map has keys that are not strings",
            ),
        }
    }

    /// Sets the body to `value` as `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize + ?Sized>(&mut self, argument: &str, value: &T) {
        match serde_html_form::to_string(value) {
            Ok(form) => self.set_body("application/x-www-form-urlencoded", form.into_bytes()),
            Err(_) => self.refuse(argument, NOT_A_FORM),
        }
    }

    /// Path and query of the finished request, or the first problem of its arguments.
    pub(crate) fn finish(&mut self) -> Result<String> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let path_length = match self.query {
            // All that was to be added was `None`.
            Some(start) if start == self.target.len() => {
                self.target.pop();
                self.target.len()
            }
            Some(start) => start - 1,
            None => self.target.len(),
        };
        let path = self.target.get(..path_length).unwrap_or_default();
        if !path::has_the_form_of(path, self.endpoint.path()) {
            return Err(Error::build(
                "the finished path has another form than its template, so nothing was sent",
            ));
        }
        Ok(std::mem::take(&mut self.target))
    }

    /// The value of a header that an argument or an option of the call set.
    pub(crate) fn header_value(&self, name: &HeaderName) -> Option<HeaderValue> {
        self.headers.get(name).cloned()
    }

    /// The headers, for one attempt.
    pub(crate) fn all_headers(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        // With room for those of the client, of the credentials and of the connection.
        headers.reserve(8);
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("application/json"));
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        headers
    }

    pub(crate) fn content(&self) -> Bytes {
        self.body.clone()
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// Sets a header on behalf of [`Call::header`](crate::Call::header).
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(reason) => self.problem(reason.to_owned()),
        }
    }

    fn segment(&mut self, argument: &str, value: &str) {
        if let Err(reason) = path::push_segment(&mut self.target, value) {
            self.refuse(argument, reason);
        }
        self.rest = path::after(self.rest, b'}');
        self.copy_literal();
    }

    /// Copies the template up to its next placeholder.
    fn copy_literal(&mut self) {
        let (literal, rest) = path::split_before(self.rest, b'{');
        self.target.push_str(literal);
        self.rest = rest;
    }

    fn query_pairs<T: Serialize + ?Sized>(&mut self, argument: &str, pairs: &T) {
        let start = *self.query.get_or_insert_with(|| {
            self.target.push('?');
            self.target.len()
        });
        let mut encoder = form_urlencoded::Serializer::for_suffix(&mut self.target, start);
        if pairs
            .serialize(serde_html_form::Serializer::new(&mut encoder))
            .is_err()
        {
            self.refuse(argument, NOT_A_FORM);
        }
    }

    fn set_body(&mut self, content_type: &'static str, body: Vec<u8>) {
        self.content_type = Some(content_type);
        self.body = body.into();
    }

    fn refuse(&mut self, argument: &str, reason: &str) {
        self.problem(format!("the argument `{argument}` {reason}"));
    }

    fn problem(&mut self, message: String) {
        self.problem.get_or_insert_with(|| Error::build(message));
    }
}

const NOT_A_FORM: &str = "cannot be written as `key=value` pairs: expected strings, numbers, lists of them, or a flat struct";

/// One `key=value` pair, or one for each element of a list.
struct Entry<'a, T: ?Sized>(&'a str, &'a T);

impl<T: Serialize + ?Sized> Serialize for Entry<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}

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
pub(crate) fn header(
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
fn field_value(text: &str) -> std::result::Result<HeaderValue, &'static str> {
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
