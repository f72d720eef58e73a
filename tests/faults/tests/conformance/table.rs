//! What is promised.

use futures_util::future::BoxFuture;

use crate::client::Carrier;
use crate::{certificates, connections, environment, identities, proxies, requests};

/// What a setting promises, or what holds for all settings.
#[derive(Clone, Copy)]
pub(crate) struct Promise {
    pub(crate) setting: &'static str,
    pub(crate) text: &'static str,
    pub(crate) check: fn(Carrier) -> BoxFuture<'static, ()>,
}

macro_rules! table {
    ($($setting:literal: $promise:literal => $check:path,)*) => {
        vec![$(Promise {
            setting: $setting,
            text: $promise,
            check: |carrier| Box::pin($check(carrier)),
        }),*]
    };
}

pub(crate) fn promises() -> Vec<Promise> {
    table! {
        "certificate_authorities": "takes PEM" => certificates::pem,
        "certificate_authorities": "takes PEM with several" => certificates::bundle,
        "certificate_authorities": "takes DER, and each call adds" => certificates::der,
        "certificate_authorities": "trusts no others" => certificates::no_others,
        "certificate_authorities": "refuses nonsense" => certificates::nonsense,
        "client_identity": "is shown to who asks" => identities::shown,
        "client_identity": "is said to be missing" => identities::missing,
        "client_identity": "may be of the wrong authority" => identities::of_another_authority,
        "client_identity": "is no matter to who does not ask" => identities::not_asked_for,
        "client_identity": "refuses nonsense and quotes no key" => identities::nonsense,
        "proxy": "takes http and https" => proxies::http,
        "proxy": "gets its credentials, and nobody else" => proxies::http_with_credentials,
        "proxy": "takes socks5 and socks5h" => proxies::socks5,
        "proxy": "follows dns where it resolves here" => proxies::socks5_with_dns,
        "proxy": "may refuse" => proxies::refused,
        "proxy": "has the time of connecting" => proxies::silent,
        "proxy": "refuses nonsense and quotes no password" => proxies::nonsense,
        "proxy_from_environment": "follows the variables" => environment::followed,
        "proxy_from_environment": "makes the exceptions" => environment::excepted,
        "proxy_from_environment": "is off unless set" => environment::off_unless_set,
        "dns": "finds the addresses" => connections::dns,
        "dns": "may find none" => connections::dns_without_an_address,
        "http1_only": "is what is spoken" => connections::http1_only,
        "connect_timeout": "ends connecting" => connections::connect_timeout,
        "idle_timeout": "closes what nobody uses" => connections::idle_timeout,
        "idle_timeout": "of zero uses none twice" => connections::none_used_twice,
        "no setting": "TLS below 1.2 is refused" => certificates::old_versions,
        "no setting": "no redirect is followed" => requests::no_redirect,
        "no setting": "no Referer and no cookies" => requests::no_referer_and_no_cookies,
        "no setting": "nothing is decompressed" => requests::no_decompression,
        "no setting": "one handshake for a burst" => connections::one_handshake_for_a_burst,
    }
}
