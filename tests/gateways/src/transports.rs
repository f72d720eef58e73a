//! How a client is built for each transport: the one file that knows.

use connectpay::{Client, ClientBuilder, Environment, HyperTransport, PartnerCredentials};

use crate::certificates::Certificates;

/// The partner's credentials, which the application asks for.
const CLIENT_KEY: &str = "ConnectPay";
const CLIENT_SECRET: &str = "EasyBanking";

/// The same as they go over the wire, for the client in Go.
pub(crate) const API_KEY: &str = "Q29ubmVjdFBheTpFYXN5QmFua2luZw==";

/// One way to carry requests, by its name.
pub(crate) struct Transport {
    pub(crate) name: &'static str,
    /// Whether it can show a certificate of its own.
    pub(crate) shows_certificates: bool,
    set: fn(ClientBuilder, &Certificates, bool) -> ClientBuilder,
}

/// Every transport of the library that makes connections of its own.
pub(crate) const TRANSPORTS: [Transport; 2] = [
    Transport {
        name: "reqwest",
        shows_certificates: true,
        set: |builder, certificates, shows_certificate| {
            let root = reqwest::Certificate::from_der(certificates.authority_der());
            let mut reqwest = reqwest::Client::builder()
                .tls_certs_only([root.expect("the certificate is a test's own")]);
            if shows_certificate {
                let identity = reqwest::Identity::from_pem(certificates.client_pem().as_bytes());
                reqwest = reqwest.identity(identity.expect("the certificate is a test's own"));
            }
            builder.reqwest(reqwest)
        },
    },
    Transport {
        name: "hyper",
        shows_certificates: false,
        set: |builder, certificates, _| {
            let root = certificates.authority_der().to_vec();
            builder.hyper(HyperTransport::new().certificates_only([root]))
        },
    },
];

impl Transport {
    /// A client with nothing but its certificates set.
    pub(crate) fn client(
        &self,
        base_url: &str,
        certificates: &Certificates,
        shows_certificate: bool,
    ) -> Client {
        let environment = Environment::custom(base_url).expect("a gateway's address is valid");
        let credentials = PartnerCredentials::new(CLIENT_KEY, CLIENT_SECRET);
        let builder = Client::builder(environment, credentials.expect("the credentials are valid"));
        let builder = (self.set)(builder, certificates, shows_certificate);
        builder.build().expect("the settings are valid")
    }
}
