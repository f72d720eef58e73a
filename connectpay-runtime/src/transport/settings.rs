//! The settings of this crate's transports, from the client's builder.

mod proxy;

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::{ExposeSecret as _, SecretSlice};

pub(crate) use self::proxy::ProxyChoice;
use crate::error::{BoxError, Error, Result};

/// How connections are made and kept.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(any(feature = "__rustls", feature = "__reqwest")),
    expect(dead_code, reason = "without TLS no certificate is looked at")
)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) https_only: bool,
    pub(crate) http1_only: bool,
    pub(crate) proxy: ProxyChoice,
    /// If not empty, the authorities that are trusted instead of the platform's.
    pub(crate) authorities: Vec<CertificateDer<'static>>,
    pub(crate) identity: Option<ClientIdentity>,
    pub(crate) dns: Option<Dns>,
}

/// A certificate with its chain and its private key, as PEM.
#[derive(Clone)]
pub(crate) struct ClientIdentity(Arc<SecretSlice<u8>>);

impl ClientIdentity {
    pub(crate) fn new(pem: Vec<u8>) -> Self {
        Self(Arc::new(pem.into()))
    }

    /// The certificates, beginning with the client's own, and the key.
    pub(crate) fn parts(&self) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
        let pem = self.0.expose_secret();
        let chain: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        // The errors of the parser may quote a line of the key.
        let chain = chain
            .ok()
            .filter(|chain| !chain.is_empty())
            .ok_or_else(|| unusable_identity("certificate"))?;
        let key =
            PrivateKeyDer::from_pem_slice(pem).map_err(|_| unusable_identity("private key"))?;
        #[cfg(feature = "__rustls")]
        is_pair(&chain, &key)?;
        Ok((chain, key))
    }

    #[cfg(feature = "__reqwest")]
    pub(crate) fn pem(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientIdentity(..)")
    }
}

/// Refuses a key that belongs to another certificate.
#[cfg(feature = "__rustls")]
fn is_pair(chain: &[CertificateDer<'static>], key: &PrivateKeyDer<'static>) -> Result<()> {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    rustls::sign::CertifiedKey::from_der(chain.to_vec(), key.clone_key(), &provider)
        .map(drop)
        .map_err(|_| {
            Error::build(
                "`client_identity` has a certificate that cannot be used with its private key; \
                 expected the certificate of this key first, and a key of RSA, ECDSA or Ed25519",
            )
        })
}

fn unusable_identity(what: &str) -> Error {
    Error::build(format!(
        "`client_identity` has no readable {what}; expected PEM with the certificate, \
         its chain and the private key"
    ))
}

/// The certificates in PEM or, if this is not PEM, the single one in DER.
pub(crate) fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = || {
        Error::build(
            "`certificate_authorities` has no readable certificate; \
             expected PEM with one or more, or one in DER",
        )
    };
    let read = read_certificates(text).ok_or_else(unusable)?;
    // A truncated certificate, for example, looks like one only in its first bytes.
    #[cfg(feature = "__rustls")]
    for certificate in &read {
        let added = rustls::RootCertStore::empty().add(certificate.clone());
        added.map_err(|_| unusable())?;
    }
    Ok(read)
}

fn read_certificates(text: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let is_pem = text
        .windows(BEGIN.len())
        .any(|window| window == BEGIN.as_bytes());
    if !is_pem {
        // The DER of any certificate begins with the tag of a sequence.
        let is_der = text.first() == Some(&0x30);
        return is_der.then(|| vec![CertificateDer::from(text.to_vec())]);
    }
    let read: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    read.ok().filter(|read| !read.is_empty())
}

const BEGIN: &str = "-----BEGIN";

type Resolved = std::result::Result<Vec<IpAddr>, BoxError>;

/// The user's own resolver.
#[derive(Clone)]
pub(crate) struct Dns(Arc<dyn Fn(String) -> BoxFuture<'static, Resolved> + Send + Sync>);

impl Dns {
    pub(crate) fn new<F, R, E>(resolve: F) -> Self
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = std::result::Result<Vec<IpAddr>, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self(Arc::new(move |name| {
            let resolving = resolve(name);
            Box::pin(async move { resolving.await.map_err(Into::into) })
        }))
    }

    pub(crate) fn resolve(&self, name: &str) -> BoxFuture<'static, Resolved> {
        (self.0)(name.to_owned())
    }
}

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dns(..)")
    }
}
