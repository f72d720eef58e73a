//! TLS with rustls: which authorities are trusted, which certificate is shown, and
//! which protocol is agreed on.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio_rustls::TlsConnector;

use super::io::Io;
use super::protocol::Protocol;
use crate::error::{BoxError, Error, Failure, Result};
pub(super) use crate::transport::certificates::client_refused;
use crate::transport::certificates::no_handshake;
use crate::transport::settings::ConnectionSettings;

/// The settings of TLS, for servers and for proxies behind TLS.
#[derive(Clone)]
pub(super) struct Tls {
    servers: TlsConnector,
    proxies: TlsConnector,
}

const H2: &[u8] = b"h2";
const HTTP_1_1: &[u8] = b"http/1.1";

impl Tls {
    pub(super) fn new(settings: &ConnectionSettings) -> Result<Self> {
        // The client speaks HTTP/1.1 with a proxy and negotiates no protocol.
        let proxies = config(settings)?;
        let protocols: &[&[u8]] = if settings.http1_only {
            &[HTTP_1_1]
        } else {
            &[H2, HTTP_1_1]
        };
        let mut servers = proxies.clone();
        servers.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Self {
            servers: TlsConnector::from(Arc::new(servers)),
            proxies: TlsConnector::from(Arc::new(proxies)),
        })
    }

    pub(super) async fn to_server(
        &self,
        host: &str,
        stream: Box<dyn Io>,
    ) -> std::result::Result<(Protocol, Box<dyn Io>), Failure> {
        let name = server_name(host).map_err(|error| Failure::not_sent(error).lasting())?;
        let connecting = self.servers.connect(name, stream);
        let stream = connecting.await.map_err(no_handshake)?;
        let (_, session) = stream.get_ref();
        let protocol = match session.alpn_protocol() {
            Some(H2) => Protocol::Http2,
            _ => Protocol::Http1,
        };
        Ok((protocol, Box::new(stream)))
    }

    pub(super) async fn to_proxy(
        &self,
        host: &str,
        stream: Box<dyn Io>,
    ) -> std::result::Result<Box<dyn Io>, BoxError> {
        let connecting = self.proxies.connect(server_name(host)?, stream);
        Ok(Box::new(connecting.await?))
    }
}

/// The name that the certificate must have. A URL writes IPv6 addresses in brackets.
fn server_name(host: &str) -> std::result::Result<ServerName<'static>, BoxError> {
    Ok(ServerName::try_from(
        host.trim_matches(['[', ']']).to_owned(),
    )?)
}

/// TLS 1.2 or newer, with the settings of the client's builder.
fn config(settings: &ConnectionSettings) -> Result<ClientConfig> {
    // A provider of our own: the process's default is another crate's choice.
    let provider: Arc<CryptoProvider> = Arc::new(aws_lc_rs::default_provider());
    let unusable = |error: rustls::Error| {
        Error::build("the certificates that were set cannot be used").with_source(Arc::new(error))
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let builder = if settings.authorities.is_empty() {
        builder.with_platform_verifier().map_err(unusable)?
    } else {
        let mut roots = RootCertStore::empty();
        for certificate in &settings.authorities {
            roots.add(certificate.clone()).map_err(unusable)?;
        }
        builder.with_root_certificates(roots)
    };
    match &settings.identity {
        None => Ok(builder.with_no_client_auth()),
        Some(identity) => {
            let (chain, key) = identity.parts()?;
            builder.with_client_auth_cert(chain, key).map_err(unusable)
        }
    }
}
