//! The user's address arrives in its canonical form or is refused.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use connectpay::{AccessToken, Environment, PartnerCredentials, Result};
use proptest::prelude::*;

use crate::cases;
use crate::last::{Last, runtime};

/// Made up.
#[connectpay::api]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/example/client/things", auth = user)]
    async fn things(&self) -> Result<()>;
}

fn address() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<u32>().prop_map(|bits| Ipv4Addr::from_bits(bits).into()),
        any::<u32>().prop_map(|bits| Ipv4Addr::from_bits(bits).to_ipv6_mapped().into()),
        any::<u128>().prop_map(|bits| Ipv6Addr::from_bits(bits).into()),
        // Most IPv6 addresses belong to no device; these do.
        any::<u128>().prop_map(|bits| Ipv6Addr::from_bits(bits >> 3 | 1 << 125).into()),
        (0_u8..=255, any::<u8>()).prop_map(|(a, d)| Ipv4Addr::new(a, 0, 0, d).into()),
    ]
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn an_address_arrives_canonical_or_is_refused(ip in address()) {
        thread_local! {
            static RUNTIME: tokio::runtime::Runtime = runtime();
        }
        let canonical = ip.to_canonical();
        let no_device = canonical.is_unspecified()
            || canonical.is_multicast()
            || canonical == IpAddr::V4(Ipv4Addr::BROADCAST);
        for environment in [Environment::Stage, Environment::Production] {
            let in_production = environment == Environment::Production;
            let last = Last::default();
            let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
            let client = last.builder(environment, credentials).build().unwrap();
            let Ok(session) = client.session(AccessToken::new("t").unwrap(), ip) else {
                prop_assert!(no_device || in_production, "{ip} was refused on stage");
                continue;
            };
            prop_assert!(!no_device, "{ip}");
            RUNTIME.with(|runtime| runtime.block_on(session.things())).unwrap();
            let headers = last.take().unwrap().headers;
            let sent = headers["psu-ip-address"].to_str().unwrap();
            prop_assert_eq!(sent, canonical.to_string());
            prop_assert_eq!(sent.parse::<IpAddr>().unwrap(), canonical);
            if in_production {
                let private = match canonical {
                    IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
                    IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
                };
                prop_assert!(!private, "{ip} was sent in production");
            }
        }
    }
}
