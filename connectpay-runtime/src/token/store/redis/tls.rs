//! TLS to a Redis server, as the transports make it to ConnectPay.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::failure::Failure;
use crate::error::{Error, Result};

/// A server's name and port, and the platform's verifier for its certificate.
pub(super) struct Tls {
    name: ServerName<'static>,
    host: String,
    port: u16,
    connector: TlsConnector,
}

impl Tls {
    pub(super) fn new(host: &str, port: u16) -> Result<Self> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| {
            Error::build(
                "the host in the URL of the Redis server is no name that a certificate can have",
            )
        })?;
        let config = config().map_err(|error| {
            Error::build("TLS to the Redis server could not be set up").with_source(Arc::new(error))
        })?;
        Ok(Self {
            name,
            host: host.to_owned(),
            port,
            connector: TlsConnector::from(Arc::new(config)),
        })
    }

    pub(super) async fn connect(&self) -> std::result::Result<TlsStream<TcpStream>, Failure> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        let connected = self.connector.connect(self.name.clone(), stream).await;
        connected.map_err(|error| Failure::Tls(Arc::new(error)))
    }
}

fn config() -> std::result::Result<ClientConfig, rustls::Error> {
    // A provider of our own: the process's default is another crate's choice.
    let provider: Arc<CryptoProvider> = Arc::new(aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth())
}
