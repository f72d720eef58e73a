//! The client under test: every transport of the project, every kind of request.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Call, Client, Environment, PartnerCredentials, Result};
use connectpay_faults::{Authority, Identity};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    #[expect(dead_code, reason = "read to be checked by serde")]
    id: u32,
    #[expect(dead_code, reason = "read to be checked by serde")]
    name: Option<String>,
    #[expect(dead_code, reason = "read to be checked by serde")]
    deep: Option<Nested>,
}

#[derive(Debug, Deserialize)]
struct Nested(#[expect(dead_code, reason = "read to be checked by serde")] Vec<Nested>);

#[derive(Serialize)]
pub(crate) struct Payment {
    amount: String,
}

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn read(&self) -> Result<Answer>;

    #[connectpay::endpoint(path = "/payments")]
    async fn pay(&self, #[body] payment: &Payment) -> Result<Answer>;

    #[connectpay::endpoint(method = PUT, path = "/payments", idempotent)]
    async fn put(&self, #[body] payment: &Payment) -> Result<Answer>;
}

/// What initiates a payment, sends a one-time password or verifies it.
#[connectpay::api(base = "/example/client", auth = user)]
pub(crate) trait Sca {
    #[connectpay::endpoint(path = "/codes", once)]
    async fn verify(&self, #[body] code: &Payment) -> Result<Answer>;
}

/// With it, a request that is answered 401 could be sent again.
#[derive(Default)]
struct AnotherEachTime(AtomicUsize);

impl TokenSource for AnotherEachTime {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(AccessToken::new(format!("token-{number}"))?)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Get,
    Post,
    IdempotentPut,
    OnceAsUser,
}

pub(crate) const KINDS: [Kind; 4] = [Kind::Get, Kind::Post, Kind::IdempotentPut, Kind::OnceAsUser];

impl Kind {
    /// Whether the server may receive it at most once.
    pub(crate) fn is_once(self) -> bool {
        matches!(self, Self::Post | Self::OnceAsUser)
    }

    pub(crate) fn call(self, client: &Client) -> Call<Answer> {
        let payment = Payment {
            amount: "9.00".repeat(500),
        };
        match self {
            Self::Get => client.read(),
            Self::Post => client.pay(&payment),
            Self::IdempotentPut => client.put(&payment),
            Self::OnceAsUser => {
                let session = client.session(AnotherEachTime::default(), [192, 0, 2, 7]);
                session.unwrap().verify(&payment)
            }
        }
    }
}

/// What carries requests.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Carrier {
    BuiltIn,
    Reqwest,
}

/// Every transport of the project.
pub(crate) const CARRIERS: [Carrier; 2] = [Carrier::BuiltIn, Carrier::Reqwest];

impl Carrier {
    pub(crate) fn client(self, base_url: &str, limit: Duration) -> Client {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let builder = Client::builder(Environment::custom(base_url).unwrap(), credentials)
            .timeout(limit)
            .attempt_timeout(limit)
            .connect_timeout(limit / 2)
            .max_answer_bytes(64 * 1024)
            .certificate_authorities(authority().der());
        let builder = match self {
            Self::BuiltIn => builder,
            Self::Reqwest => builder.reqwest(),
        };
        builder.build().unwrap()
    }
}

/// The authority that the clients trust.
pub(crate) fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(Authority::new)
}

/// A valid certificate.
pub(crate) fn trusted() -> Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| authority().valid()).clone()
}
