//! A refusal, and the problem document (RFC 9457) that describes it to the caller.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::json;

use crate::rule::Rule;

/// A broken rule, and what the caller should have sent instead. It becomes an answer as
/// a problem document (RFC 9457).
///
/// ```
/// use axum::response::IntoResponse as _;
/// use connectpay_sandbox::{Refusal, Rule};
///
/// let refusal = Refusal::new(Rule::InvalidBody, "`pet` is missing; expected its name");
/// assert_eq!(refusal.rule(), Rule::InvalidBody);
/// assert_eq!(refusal.into_response().status(), 400);
/// ```
#[derive(Clone, Debug)]
pub struct Refusal {
    rule: Rule,
    detail: Cow<'static, str>,
}

impl Refusal {
    /// Makes a refusal for an endpoint of your own. `detail` says what was wrong and
    /// what was expected. It must not repeat what was sent, which may be a secret.
    pub fn new(rule: Rule, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            rule,
            detail: detail.into(),
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.detail)
    }
}

impl Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.rule.status();
        let problem = json!({
            // This identifies the kind of problem; there is nothing to fetch.
            "type": format!("urn:connectpay-sandbox:problem:{}", self.rule),
            "title": self.rule.title(),
            "status": status.as_u16(),
            "detail": self.detail,
            "rule": self.rule.name(),
        });
        let mut response = (status, problem.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(challenge) = challenge(self.rule) {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response.extensions_mut().insert(self.rule);
        response
    }
}

/// How to authenticate, which a 401 must say (RFC 9110, section 15.5.2).
fn challenge(rule: Rule) -> Option<&'static str> {
    match rule {
        // A request without any token gets no error code (RFC 6750, section 3.1).
        Rule::TokenMissing => Some(r#"Bearer realm="connectpay-sandbox""#),
        Rule::TokenMalformed | Rule::TokenUnknown | Rule::TokenExpired | Rule::TokenRevoked => {
            Some(r#"Bearer error="invalid_token""#)
        }
        // No scheme is registered for keys in a header of their own. `Basic`
        // would send the client to `Authorization`, where the key is not read.
        Rule::ApiKeyMissing | Rule::ApiKeyMalformed | Rule::ApiKeyWrong => {
            Some(r#"ApiKey realm="connectpay-sandbox", header="x-connectpay-api-key""#)
        }
        _ => None,
    }
}
