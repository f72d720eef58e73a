//! The hosts that a client's credentials may go to besides its environment's.

use http::uri::Authority;

use super::BaseUrl;
use crate::error::{Error, Result};

/// The domain whose hosts are all ConnectPay's.
const CONNECTPAY: &str = "connectpay.com";

/// What [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host) named.
///
/// A trait may come from another crate, and its declaration alone must not decide who
/// gets a partner's key.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllowedHosts(Vec<Authority>);

impl AllowedHosts {
    pub(crate) fn new(hosts: &[String]) -> Result<Self> {
        let parsed = hosts.iter().map(|host| authority(host)).collect();
        let parsed: Option<Vec<_>> = parsed;
        parsed.map(Self).ok_or_else(|| {
            Error::build(
                "`ClientBuilder::allow_host` was given something other than a host; expected \
                 `api.example.com`, or `api.example.com:8443` for another port than 443",
            )
        })
    }

    /// Refuses a host that is neither ConnectPay's nor allowed by the client.
    pub(super) fn check(&self, base_url: &BaseUrl) -> Result<()> {
        let authority = &base_url.authority;
        if is_connectpays(authority.host()) || self.0.contains(authority) {
            return Ok(());
        }
        Err(Error::build(format!(
            "the endpoint's trait names the host `{authority}`, which is not under `{CONNECTPAY}`, \
             so nothing was sent; if credentials are to go there, \
             `ClientBuilder::allow_host(\"{authority}\")` says so"
        )))
    }
}

/// Host and port in the form that base URLs use.
fn authority(host: &str) -> Option<Authority> {
    let is_host_alone = !host.contains(['/', '\\']);
    let base_url = BaseUrl::parse(&format!("https://{host}")).ok();
    base_url
        .filter(|_| is_host_alone)
        .map(|base_url| base_url.authority)
}

/// The domain itself, or a name that ends with a dot and the domain. Base URLs are in
/// lower case.
fn is_connectpays(host: &str) -> bool {
    host.strip_suffix(CONNECTPAY)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}
