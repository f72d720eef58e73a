//! The user's address: `PSU-IP-Address`.

use std::net::IpAddr;

use http::HeaderValue;

use crate::problem::Refusal;
use crate::rule::Rule;

/// The address, which every `client` path needs.
pub(crate) fn parse(value: Option<&HeaderValue>) -> Result<IpAddr, Refusal> {
    let value = value.ok_or_else(|| {
        Refusal::new(
            Rule::PsuIpAddressMissing,
            "a `client` path needs `PSU-IP-Address` with every request; expected the IP address \
             of the user on whose behalf it is sent",
        )
    })?;
    value
        .to_str()
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| {
            Refusal::new(
                Rule::PsuIpAddressMalformed,
                "`PSU-IP-Address` is not an IP address; expected one IPv4 or IPv6 address \
                 without a port, brackets, a zone or further addresses",
            )
        })
}
