//! Hosts other than ConnectPay's usual ones.

/// The hosts of an API whose reference names hosts other than ConnectPay's usual ones:
/// `#[api(host(stage = "https://…", production = "https://…"))]`.
///
/// A client sends nothing to a host outside `connectpay.com` unless you have
/// [allowed](crate::ClientBuilder::allow_host) it. A [custom
/// environment](crate::Environment::custom) overrides both hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    pub(crate) stage: &'static str,
    pub(crate) production: &'static str,
}

impl Host {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(stage: &'static str, production: &'static str) -> Self {
        Self { stage, production }
    }

    /// The origin used with [`Environment::Stage`](crate::Environment::Stage).
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        self.stage
    }

    /// The origin used with [`Environment::Production`](crate::Environment::Production).
    #[must_use]
    pub const fn production(&self) -> &'static str {
        self.production
    }
}
