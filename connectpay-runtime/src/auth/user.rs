//! The user's scheme: `Authorization: Bearer` and `PSU-IP-Address`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;

use crate::auth::{ApiKey, Authorized};
use crate::error::{Error, Result};
use crate::opaque::OpaqueArc;
use crate::secret::header_value;
use crate::token::TokenCache;

/// The scheme of endpoints declared `auth = user`: a user's access token and IP
/// address, for paths with a `client` segment.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct User;

const PSU_IP_ADDRESS: HeaderName = HeaderName::from_static("psu-ip-address");

/// One user: the source of the user's tokens, and the address from which the user acts.
#[derive(Clone)]
pub(crate) struct UserCredentials {
    pub(crate) tokens: OpaqueArc<TokenCache>,
    pub(crate) psu_ip: PsuIpAddress,
    /// The partner's key, if the client sends it here as well; see
    /// [`ClientBuilder::api_key_on_user_endpoints`](crate::ClientBuilder::api_key_on_user_endpoints).
    pub(crate) api_key: Option<ApiKey>,
}

impl UserCredentials {
    pub(super) async fn authorize(&self, headers: &mut HeaderMap) -> Result<Authorized> {
        let (authorization, generation) = self.tokens.authorization().await?;
        headers.insert(AUTHORIZATION, authorization.clone());
        headers.insert(PSU_IP_ADDRESS, self.psu_ip.0.clone());
        if let Some(api_key) = &self.api_key {
            api_key.authorize(headers);
        }
        Ok(Authorized::User {
            generation,
            authorization,
        })
    }
}

/// The address of the user's device, checked and in its canonical form.
#[derive(Clone)]
pub(crate) struct PsuIpAddress(HeaderValue);

impl PsuIpAddress {
    /// Writes an IPv4-mapped IPv6 address as IPv4. With `public_only`, it also refuses
    /// the ranges that no user on the internet has.
    pub(crate) fn new(ip: IpAddr, public_only: bool) -> Result<Self> {
        let ip = ip.to_canonical();
        let broadcast = ip == IpAddr::V4(Ipv4Addr::BROADCAST);
        if ip.is_unspecified() || ip.is_multicast() || broadcast {
            return Err(Error::build(
                "the user's IP address is unspecified, broadcast or multicast; \
                 expected the address of the user's device",
            ));
        }
        if public_only && is_special(ip) {
            return Err(Error::build(
                "the user's IP address is in a private or special-purpose range, so it is \
                 probably that of a proxy; pass the address of the user's device, or allow \
                 such addresses with `ClientBuilder::allow_private_psu_ip`",
            ));
        }
        header_value(&Zeroizing::new(ip.to_string()))
            .map(Self)
            .ok_or_else(|| Error::build("the user's IP address does not fit into a header"))
    }
}

/// The ranges that IANA's special-purpose registries mark as reserved or as not
/// globally reachable: (network, prefix length).
const SPECIAL_V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The same for IPv6. Global unicast is `2000::/3`; everything outside it is special.
const SPECIAL_V6: &[(Ipv6Addr, u32)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

fn is_special(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => SPECIAL_V4
            .iter()
            .any(|&(network, length)| (ip.to_bits() ^ network.to_bits()) >> (32 - length) == 0),
        IpAddr::V6(ip) => {
            let outside_global_unicast = ip.to_bits() >> 125 != 1;
            outside_global_unicast
                || SPECIAL_V6.iter().any(|&(network, length)| {
                    (ip.to_bits() ^ network.to_bits()) >> (128 - length) == 0
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(ip: &str, public_only: bool) -> Option<String> {
        let address = PsuIpAddress::new(ip.parse().unwrap(), public_only).ok()?;
        assert!(address.0.is_sensitive());
        Some(address.0.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_address_is_sent_in_its_canonical_form() {
        assert_eq!(sent("::ffff:8.8.8.8", true).unwrap(), "8.8.8.8");
        assert_eq!(sent("2A00:1450:0:0:0:0:0:1", true).unwrap(), "2a00:1450::1");
    }

    #[test]
    fn addresses_that_no_device_has_are_refused_everywhere() {
        for ip in [
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::",
            "ff02::1",
            "::ffff:0.0.0.0",
        ] {
            assert!(sent(ip, false).is_none(), "{ip}");
        }
    }

    #[test]
    fn addresses_that_are_not_public_are_refused_only_where_they_must_be_public() {
        for ip in [
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.1.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.7",
            "240.0.0.1",
            "::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "2001:db8::1",
            "64:ff9b:1::1",
            "3fff::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(sent(ip, true).is_none(), "{ip}");
            assert!(sent(ip, false).is_some(), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "198.20.0.1",
            "2a00:1450::1",
        ] {
            assert!(sent(ip, true).is_some(), "{ip}");
        }
    }
}
