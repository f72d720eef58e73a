//! A request made of a method's arguments, complete before its future exists.

mod argument;
mod content;
mod finite;
mod header;
pub(crate) mod id;
mod open_type;
mod pairs;
mod path;
mod path_value;
mod query;
mod scalar;
mod secrets;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use self::argument::Text;
pub use self::argument::{HeaderField, PathArgument};
use self::content::WriteJson;
pub use self::content::{JsonContent, RawBody};
pub use self::header::HeaderArgument;
pub use self::id::RequestId;
pub use self::pairs::pairs;
pub(crate) use self::path::check_segment;
pub use self::path_value::PathValue;
pub use self::secrets::QueryArgument;
pub(crate) use self::secrets::{OTP, Secret};
use crate::endpoint::{Api, AuthScheme, Endpoint, Verb};
use crate::error::{Error, Result};

/// A request without credentials and without a host.
///
/// An argument that cannot be encoded leaves a problem behind. Awaiting the call
/// reports it, with nothing sent.
pub struct Request {
    endpoint: &'static Endpoint,
    /// The part of the path that is filled so far, then the query.
    target: String,
    /// The part of the template that is still to come.
    rest: &'static str,
    /// Where the query begins in `target`, once there is a query.
    query: Option<usize>,
    /// Whether the query has names that only the values of arguments tell.
    has_flattened: bool,
    content_type: Option<&'static str>,
    /// Headers from the arguments and from the call's options.
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
            has_flattened: false,
            content_type: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            problem: None,
        };
        request.copy_literal();
        for (name, value) in endpoint.default_headers() {
            // The macro checked both.
            let value = HeaderValue::from_static(value);
            request.headers.insert(HeaderName::from_static(name), value);
        }
        request
    }

    /// Begins a request to the endpoint that `api` declares at this place. If it lists
    /// none, the call fails with nothing sent.
    #[must_use]
    pub fn listed(api: Api, place: usize) -> Self {
        const NONE: Endpoint = Endpoint::new("", Verb::Get, &"/", AuthScheme::Partner);
        if let Some(endpoint) = api.declared_at(place) {
            return Self::new(endpoint);
        }
        let mut request = Self::new(const { &NONE });
        request.problem(format!(
            "the constant `{}` does not list the endpoint that was called, so nothing was sent; report it, since the macros write both",
            api.name()
        ));
        request
    }

    /// Fills the next placeholder of the template.
    pub fn path(&mut self, argument: &str, text: Text<'_>) {
        match text.and_then(|text| text.ok_or(path::NONE)) {
            Ok(text) => self.segment(argument, &text),
            Err(reason) => self.refuse(argument, reason),
        }
    }

    /// Adds a query parameter. `None` adds nothing, and a list repeats the key.
    pub fn query<T: Serialize + ?Sized>(&mut self, argument: &str, key: &str, value: &T) {
        self.query_part(argument, |target, start| {
            query::push_value(target, start, key, value)
        });
    }

    /// Adds a query parameter whose list is one value with commas; `None` and an empty
    /// list add nothing.
    pub fn query_list<T: Serialize + ?Sized>(&mut self, argument: &str, key: &str, value: &T) {
        self.query_part(argument, |target, start| {
            query::push_list(target, start, key, value)
        });
    }

    /// Adds every field of a struct, or entry of a map, as a query parameter. A name that
    /// another argument has too is refused, since servers differ in which one they take.
    pub fn query_flatten<T: Serialize + ?Sized>(&mut self, argument: &str, value: &T) {
        self.has_flattened = true;
        self.query_part(argument, |target, start| query::push(target, start, value));
    }

    /// Sets a header; no text sets nothing.
    pub fn header(&mut self, name: HeaderName, argument: &str, text: Text<'_>) {
        let value = text.and_then(|text| text.as_deref().map(header::field_value).transpose());
        match value {
            Ok(Some(value)) => {
                self.headers.insert(name, value);
            }
            Ok(None) => {}
            Err(reason) => self.refuse(argument, reason),
        }
    }

    /// Sets the body to `value` as JSON; `None` sets nothing.
    pub fn body<T: Serialize + ?Sized>(
        &mut self,
        content_type: &'static str,
        argument: &str,
        value: &T,
    ) {
        self.json_body(content_type, argument, &content::Serializable(value));
    }

    /// Sets the body to `value` as it is; `None` sets nothing.
    pub fn raw_body<T: RawBody + ?Sized>(&mut self, content_type: &'static str, value: &T) {
        if let Some(body) = value.raw_body() {
            self.content_type = Some(content_type);
            self.body = body;
        }
    }

    /// Sets the body to `value` as `application/x-www-form-urlencoded`; `None` sets
    /// nothing.
    pub fn form<T: Serialize + ?Sized>(&mut self, argument: &str, value: &T) {
        self.set_body(argument, content::FORM, content::form(value));
    }

    /// Path and query of the finished request, or the first problem with its arguments.
    pub(crate) fn finish(&mut self) -> Result<String> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let path_length = match self.query {
            // Every query argument was `None`.
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
        if let Some(word) = self.endpoint.deciding_segment() {
            let other = self.endpoint.auth().other_segment();
            if !path::is_decided_by(path, self.endpoint.path(), word, other) {
                return Err(Error::build(format!(
                    "an argument before the segment `{word}` could be read as `{other}`, which takes other credentials, so nothing was sent"
                )));
            }
        }
        let mut siblings = self.endpoint.siblings().iter();
        if let Some(other) = siblings.find(|other| path::may_be_read_as(path, other)) {
            return Err(Error::build(format!(
                "the path with its arguments is that of another endpoint, {other}, so nothing was sent"
            )));
        }
        Ok(std::mem::take(&mut self.target))
    }

    /// The value of a header that an argument or an option of the call set.
    pub(crate) fn header_value(&self, name: &HeaderName) -> Option<HeaderValue> {
        self.headers.get(name).cloned()
    }

    /// The headers of one attempt.
    pub(crate) fn all_headers(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        // With room for the headers of the client, the credentials and the connection.
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
        match header::header(name, value) {
            Ok((name, value)) => header::set(&mut self.headers, name, value),
            Err(reason) => self.problem(reason),
        }
    }

    fn segment(&mut self, argument: &str, value: &str) {
        self.rest = path::after(self.rest, b'}');
        let has_suffix = !matches!(self.rest.as_bytes().first(), None | Some(b'/'));
        if let Err(reason) = path::push_segment(&mut self.target, value, has_suffix) {
            self.refuse(argument, reason);
        }
        self.copy_literal();
    }

    /// Copies the template up to its next placeholder.
    fn copy_literal(&mut self) {
        let (literal, rest) = path::split_before(self.rest, b'{');
        self.target.push_str(literal);
        self.rest = rest;
    }

    /// Adds to the query what `push` appends to the target, where it begins at the offset.
    fn query_part(
        &mut self,
        argument: &str,
        push: impl FnOnce(&mut String, usize) -> std::result::Result<(), &'static str>,
    ) {
        let start = *self.query.get_or_insert_with(|| {
            self.target.push('?');
            self.target.len()
        });
        let end = self.target.len();
        if let Err(reason) = push(&mut self.target, start) {
            self.refuse(argument, reason);
        }
        if self.has_flattened && query::repeats_a_key(&self.target, start, end) {
            self.refuse(argument, query::REPEATED);
        }
    }

    /// Not generic, as everything that need not be compiled for each type of body.
    fn json_body(&mut self, content_type: &'static str, argument: &str, value: &dyn WriteJson) {
        self.set_body(argument, content_type, content::json(value));
    }

    fn set_body(
        &mut self,
        argument: &str,
        content_type: &'static str,
        body: std::result::Result<Option<Bytes>, &'static str>,
    ) {
        match body {
            Ok(Some(body)) => {
                self.content_type = Some(content_type);
                self.body = body;
            }
            Ok(None) => {}
            Err(reason) => self.refuse(argument, reason),
        }
    }

    fn refuse(&mut self, argument: &str, reason: &str) {
        self.problem(format!("the argument `{argument}` {reason}"));
    }

    fn problem(&mut self, message: String) {
        self.problem.get_or_insert_with(|| Error::build(message));
    }
}
