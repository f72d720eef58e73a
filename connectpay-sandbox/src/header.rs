//! The headers that carry credentials, each of which may occur only once.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::problem::Refusal;
use crate::rule::Rule;

/// The partner's key.
pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-connectpay-api-key");
/// The address of the user in front of the screen ("payment service user").
pub(crate) const PSU_IP_ADDRESS: HeaderName = HeaderName::from_static("psu-ip-address");

/// What a request says about its sender.
pub(crate) struct Presented<'r> {
    pub(crate) api_key: Option<&'r HeaderValue>,
    pub(crate) authorization: Option<&'r HeaderValue>,
    pub(crate) psu_ip_address: Option<&'r HeaderValue>,
}

impl<'r> Presented<'r> {
    /// Refuses a header that occurs twice: an intermediary might read one value and the
    /// server the other.
    pub(crate) fn read(headers: &'r HeaderMap) -> Result<Self, Refusal> {
        Ok(Self {
            api_key: only(headers, &API_KEY, Rule::ApiKeyRepeated)?,
            authorization: only(headers, &AUTHORIZATION, Rule::AuthorizationRepeated)?,
            psu_ip_address: only(headers, &PSU_IP_ADDRESS, Rule::PsuIpAddressRepeated)?,
        })
    }
}

fn only<'r>(
    headers: &'r HeaderMap,
    name: &HeaderName,
    rule: Rule,
) -> Result<Option<&'r HeaderValue>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(Refusal::new(
            rule,
            format!("`{name}` is there more than once; expected it once"),
        ));
    }
    Ok(first)
}
