//! The client under test: every transport of the project, calls with a number.

use std::sync::OnceLock;

use connectpay::{Call, Client, ClientBuilder, Environment, PartnerCredentials, Result};
use connectpay_faults::{Authority, Identity};

/// Made up. The body is the number of the call, which the answer repeats.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Example {
    #[connectpay::endpoint(path = "/payments")]
    async fn pay(&self, #[body] call: &u32) -> Result<u32>;

    #[connectpay::endpoint(path = "/payments/long")]
    async fn pay_at_length(&self, #[body] call: &str) -> Result<u32>;

    #[connectpay::endpoint(method = PUT, path = "/payments", idempotent)]
    async fn put(&self, #[body] call: &u32) -> Result<u32>;
}

/// What may be sent again, and what may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Post,
    IdempotentPut,
}

pub(crate) const KINDS: [Kind; 2] = [Kind::Post, Kind::IdempotentPut];

impl Kind {
    pub(crate) fn call(self, client: &Client, number: u32) -> Call<u32> {
        match self {
            Self::Post => client.pay(&number),
            Self::IdempotentPut => client.put(&number),
        }
    }
}

/// What carries requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    BuiltIn,
    Reqwest,
}

/// Every transport of the project.
pub(crate) const CARRIERS: [Carrier; 2] = [Carrier::BuiltIn, Carrier::Reqwest];

impl Carrier {
    pub(crate) fn builder(self, base_url: &str) -> ClientBuilder {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let builder = Client::builder(Environment::custom(base_url).unwrap(), credentials)
            .certificate_authorities(authority().der());
        match self {
            Self::BuiltIn => builder,
            Self::Reqwest => builder.reqwest(),
        }
    }
}

/// The authority that the clients trust.
pub(crate) fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(Authority::new)
}

/// A valid certificate.
pub(crate) fn trusted() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| authority().valid())
}
