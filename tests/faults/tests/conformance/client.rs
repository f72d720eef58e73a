//! The client under test, on each transport.

use std::fmt::Write as _;
use std::sync::OnceLock;

use connectpay::{ClientBuilder, Environment, Error, Outcome, PartnerCredentials, Result, Stage};
use connectpay_faults::{Authority, Identity};

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn read(&self) -> Result<u32>;

    #[connectpay::endpoint(path = "/payments")]
    async fn pay(&self, #[body] amount: &u32) -> Result<u32>;
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
    /// Trusts nobody but whom the platform trusts.
    pub(crate) fn bare(self, base_url: &str) -> ClientBuilder {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let environment = Environment::custom(base_url).unwrap();
        let builder = connectpay::Client::builder(environment, credentials);
        match self {
            Self::BuiltIn => builder,
            Self::Reqwest => builder.reqwest(),
        }
    }

    /// Whether this error leaves open what the server said about the client's
    /// certificate. In TLS 1.3 the server says it after the handshake and closes.
    /// reqwest may meet the close first and cannot look back. It must then call the
    /// outcome unknown, which is not a lie, or have sent nothing and try again.
    pub(crate) fn is_cut_off(self, error: &Error) -> bool {
        assert!(matches!(
            error.outcome(),
            Outcome::NotSent | Outcome::Unknown
        ));
        matches!(self, Self::Reqwest) && error.is_transient()
    }

    /// How many connections such a server may see.
    pub(crate) fn attempts(self) -> usize {
        match self {
            Self::BuiltIn => 1,
            Self::Reqwest => 3,
        }
    }

    /// Trusts the authority of the tests.
    pub(crate) fn builder(self, base_url: &str) -> ClientBuilder {
        self.bare(base_url)
            .certificate_authorities(authority().der())
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

/// Everything that a person or a log may see of an error.
pub(crate) fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    text
}

/// Checks that building fails, names the setting, and shows no secret.
pub(crate) fn assert_not_built(builder: ClientBuilder, says: &str, secret: Option<&str>) {
    let Err(error) = builder.build() else {
        panic!("a client was built; expected an error that says {says:?}");
    };
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert!(
        error.to_string().contains(says),
        "{error} does not say {says:?}"
    );
    if let Some(secret) = secret {
        assert!(!shown(&error).contains(secret), "{}", shown(&error));
    }
}

/// Checks that nothing was sent, and whether the cause may pass.
pub(crate) fn assert_not_sent(error: &Error, is_transient: bool) {
    assert_eq!(
        (error.stage(), error.outcome(), error.is_transient()),
        (Stage::Transport, Outcome::NotSent, is_transient),
        "{error:?}"
    );
}
