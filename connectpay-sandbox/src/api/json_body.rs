//! A request body that is a JSON object, read member by member.

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Uri};
use serde_json::{Map, Value};

use crate::problem::Refusal;
use crate::rule::Rule;

/// The members of the body, or of an object in it.
///
/// This is not a `Deserialize` type, since serde's messages repeat the value that did
/// not fit, which may be a password.
pub(super) struct JsonBody {
    members: Map<String, Value>,
    /// What precedes the name of a member in messages, such as `creditorAccount.`.
    prefix: String,
}

impl JsonBody {
    /// A member that is a non-empty text.
    pub(super) fn text(&self, name: &'static str) -> Result<&str, Refusal> {
        match self.members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
            found => Err(self.wrong(name, found, "a string that is not empty")),
        }
    }

    /// A text, or `None` if the member is `null` or missing.
    pub(super) fn optional_text(&self, name: &'static str) -> Result<Option<String>, Refusal> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.text(name).map(|text| Some(text.to_owned())),
        }
    }

    /// A member that is an object.
    pub(super) fn object(&self, name: &'static str) -> Result<Self, Refusal> {
        match self.members.get(name) {
            Some(Value::Object(members)) => Ok(Self {
                members: members.clone(),
                prefix: format!("{}{name}.", self.prefix),
            }),
            found => Err(self.wrong(name, found, "an object")),
        }
    }

    /// An object, or `None` if the member is `null` or missing.
    pub(super) fn optional_object(&self, name: &'static str) -> Result<Option<Self>, Refusal> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.object(name).map(Some),
        }
    }

    /// A number, or `None` if the member is `null` or missing.
    pub(super) fn optional_number(&self, name: &'static str) -> Result<Option<u64>, Refusal> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(found) => match found.as_u64() {
                Some(number) => Ok(Some(number)),
                None => Err(self.wrong(name, Some(found), "a whole number that is not negative")),
            },
        }
    }

    /// Whether the member is `true`; `false` if it is `false`, `null` or missing.
    pub(super) fn flag(&self, name: &'static str) -> Result<bool, Refusal> {
        match self.members.get(name) {
            None | Some(Value::Null | Value::Bool(false)) => Ok(false),
            Some(Value::Bool(true)) => Ok(true),
            found => Err(self.wrong(name, found, "`true` or `false`")),
        }
    }

    fn wrong(&self, name: &str, found: Option<&Value>, expected: &str) -> Refusal {
        let what = if found.is_some() {
            "is not usable"
        } else {
            "is missing"
        };
        let prefix = &self.prefix;
        invalid(format!("`{prefix}{name}` {what}; expected {expected}"))
    }

    /// A member that looks like an email address.
    pub(super) fn email(&self, name: &'static str) -> Result<&str, Refusal> {
        let text = self.text(name)?;
        match text.split_once('@') {
            Some((local, domain)) if !local.is_empty() && !domain.is_empty() => Ok(text),
            _ => Err(invalid(format!(
                "`{name}` is not usable; expected an email address"
            ))),
        }
    }

    /// A member that is a URL with `https` or `http` and a host.
    pub(super) fn url(&self, name: &'static str) -> Result<&str, Refusal> {
        let text = self.text(name)?;
        let is_web_url = text.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("https" | "http")) && uri.host().is_some()
        });
        if is_web_url {
            Ok(text)
        } else {
            Err(invalid(format!(
                "`{name}` is not usable; expected an absolute URL with `https` or `http`"
            )))
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !declares_json(request.headers()) {
            return Err(Refusal::new(
                Rule::UnsupportedMediaType,
                "the body is not declared to be JSON; expected `Content-Type: application/json`",
            ));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| invalid("the body could not be read; expected all of it"))?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(members)) => Ok(Self {
                members,
                prefix: String::new(),
            }),
            Ok(_) => Err(invalid(
                "the body is JSON, but not an object; expected an object",
            )),
            Err(error) => Err(invalid(format!(
                "the body is not JSON from line {} column {} on; expected a JSON object",
                error.line(),
                error.column()
            ))),
        }
    }
}

fn declares_json(headers: &HeaderMap) -> bool {
    let declared = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = declared.and_then(|declared| declared.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

pub(super) fn invalid(detail: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(Rule::InvalidBody, detail)
}
