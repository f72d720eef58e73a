//! Builds a client for each transport. Only this file knows how.

use connectpay::{Client, ClientBuilder, Environment, PartnerCredentials};

use crate::certificates::Certificates;
use crate::scenario::Scenario;

/// The partner's credentials, which the application asks for.
const CLIENT_KEY: &str = "ConnectPay";
const CLIENT_SECRET: &str = "EasyBanking";

/// The credentials as they go over the wire, for the client in Go.
pub(crate) const API_KEY: &str = "Q29ubmVjdFBheTpFYXN5QmFua2luZw==";

/// One way to carry requests, by its name.
pub(crate) struct Transport {
    pub(crate) name: &'static str,
    /// Whether it is the default.
    pub(crate) is_default: bool,
    /// Whether it knows which HTTP/2 stream each request used. A transport that does
    /// not know must call more outcomes unknown, but may not lie either.
    pub(crate) knows_streams: bool,
    /// Whether it gives up an idle connection before the server closes it, if the
    /// server has said when it will.
    pub(crate) knows_ends: bool,
    set: fn(ClientBuilder) -> ClientBuilder,
}

/// Every transport of the library that makes connections of its own.
pub(crate) const TRANSPORTS: [Transport; 2] = [
    Transport {
        name: "built-in",
        is_default: true,
        knows_streams: true,
        knows_ends: true,
        set: |builder| builder,
    },
    Transport {
        name: "reqwest",
        is_default: false,
        knows_streams: false,
        knows_ends: false,
        set: ClientBuilder::reqwest,
    },
];

impl Transport {
    /// A client with only its certificates set, and its protocol if the scenario says
    /// so.
    pub(crate) fn client(
        &self,
        base_url: &str,
        certificates: &Certificates,
        scenario: &Scenario,
    ) -> Client {
        let environment = Environment::custom(base_url).expect("a gateway's address is valid");
        let credentials = PartnerCredentials::new(CLIENT_KEY, CLIENT_SECRET);
        let builder = Client::builder(environment, credentials.expect("the credentials are valid"))
            .certificate_authorities(certificates.authority_der());
        let builder = builder.http1_only(scenario.http1_only);
        let builder = if scenario.shows_certificate {
            builder.client_identity(certificates.client_pem())
        } else {
            builder
        };
        (self.set)(builder).build().expect("the settings are valid")
    }
}
