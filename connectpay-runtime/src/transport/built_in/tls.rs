//! TLS by rustls: what is trusted, and what is shown.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::error::{Error, Result};
use crate::transport::settings::ConnectionSettings;

/// TLS 1.2 and above, as the client's builder settles it.
pub(super) fn config(settings: &ConnectionSettings) -> Result<ClientConfig> {
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
