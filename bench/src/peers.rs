//! The same two endpoints, written once for every peer.

mod clientix;
mod connectpay;
mod feignhttp;
mod hyper;
mod progenitor;
mod reqwest;
mod retrofit;
mod ruma;
mod rustify;
mod target;

use std::future::Future;

pub(crate) use self::clientix::Clientix;
pub(crate) use self::connectpay::{BuiltIn, OnReqwest, Payments, in_memory};
pub(crate) use self::feignhttp::Feignhttp;
pub(crate) use self::hyper::Hyper;
pub(crate) use self::progenitor::Progenitor;
pub(crate) use self::reqwest::{Idiomatic, Tuned, client};
pub(crate) use self::retrofit::Retrofit;
pub(crate) use self::ruma::Ruma;
pub(crate) use self::rustify::Rustify;

use crate::work::{Answer, Payment, Result};

/// Where the server is.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The origin without a trailing slash.
    pub(crate) base_url: String,
    /// The certificate to trust, as DER, if the server speaks TLS.
    pub(crate) root: Option<Vec<u8>>,
}

/// The peers by the names that the table gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Name {
    /// This library on its default transport.
    Connectpay,
    /// This library on reqwest.
    ConnectpayReqwest,
    /// reqwest by hand, as its documentation shows it.
    Reqwest,
    /// reqwest by hand, tuned.
    ReqwestTuned,
    /// hyper-util by hand.
    Hyper,
    Progenitor,
    Feignhttp,
    RetrofitRs,
    Rustify,
    Ruma,
    Clientix,
}

impl Name {
    /// The name in the table and on the command line.
    pub(crate) fn text(self) -> String {
        use clap::ValueEnum as _;

        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    /// Whether several calls can be in flight. clientix holds a lock while it waits for
    /// an answer, so a second call on the same thread waits forever.
    pub(crate) fn is_concurrent(self) -> bool {
        self != Self::Clientix
    }

    /// Whether it can trust a private certificate.
    pub(crate) fn takes_certificates(self) -> bool {
        !matches!(self, Self::Feignhttp | Self::RetrofitRs | Self::Clientix)
    }
}

/// One way to write a client.
pub(crate) trait Peer: Send + Sync + Sized + 'static {
    fn new(target: &Target) -> Result<Self>;
    fn post(&self, payment: &Payment) -> impl Future<Output = Result<Answer>>;
    fn get(&self) -> impl Future<Output = Result<Answer>>;
}
