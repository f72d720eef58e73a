//! A build without TLS, which can reach only servers on loopback.

use std::io;

use super::io::Io;
use super::protocol::Protocol;
use crate::error::{BoxError, Error, Failure, Result};
use crate::transport::settings::ConnectionSettings;

/// TLS that does not exist: [`new`](Self::new) refuses every client that needs it.
#[derive(Clone)]
pub(super) struct Tls;

const NO_TLS: &str = "connectpay-runtime was built with the feature `loopback` alone, which has no \
    TLS and reaches `http://` on this machine; enable the feature `rustls` for `https://`";

impl Tls {
    pub(super) fn new(settings: &ConnectionSettings) -> Result<Self> {
        if settings.https_only {
            return Err(Error::build(NO_TLS));
        }
        Ok(Self)
    }

    #[expect(clippy::unused_async, reason = "as it is where there is TLS")]
    pub(super) async fn to_server(
        &self,
        _: &str,
        _: Box<dyn Io>,
    ) -> std::result::Result<(Protocol, Box<dyn Io>), Failure> {
        Err(Failure::not_sent(NO_TLS).lasting())
    }

    #[expect(clippy::unused_async, reason = "as it is where there is TLS")]
    pub(super) async fn to_proxy(
        &self,
        _: &str,
        _: Box<dyn Io>,
    ) -> std::result::Result<Box<dyn Io>, BoxError> {
        Err(NO_TLS.into())
    }
}

/// No client shows a certificate, so no server refuses one.
pub(super) fn client_refused(_: &io::Error) -> Option<Failure> {
    None
}
