//! What the client's builder settles for the transports of this crate.

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::error::{BoxError, Error, Result};

/// How connections are made and kept.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) https_only: bool,
    pub(crate) http1_only: bool,
    pub(crate) proxy: ProxyChoice,
    /// What is trusted in place of the platform's authorities, where it is not empty.
    pub(crate) authorities: Vec<CertificateDer<'static>>,
    pub(crate) identity: Option<ClientIdentity>,
    pub(crate) dns: Option<Dns>,
}

/// Which proxy connections go through.
#[derive(Clone)]
pub(crate) enum ProxyChoice {
    None,
    /// What `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    /// This URL, which may hold a password.
    Url(String),
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Environment => "Environment",
            Self::Url(_) => "Url(..)",
        })
    }
}

/// A certificate with its chain and its private key, as PEM.
#[derive(Clone)]
pub(crate) struct ClientIdentity(Arc<SecretSlice<u8>>);

impl ClientIdentity {
    pub(crate) fn new(pem: Vec<u8>) -> Self {
        Self(Arc::new(pem.into()))
    }

    /// The certificates, its own first, and the key.
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

fn unusable_identity(what: &str) -> Error {
    Error::build(format!(
        "`client_identity` has no readable {what}; expected PEM with the certificate, \
         its chain and the private key"
    ))
}

/// The certificates in PEM or, where it is no PEM, the one in DER.
pub(crate) fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = || {
        Error::build(
            "`certificate_authorities` has no readable certificate; \
             expected PEM with one or more, or one in DER",
        )
    };
    let is_pem = text
        .windows(BEGIN.len())
        .any(|window| window == BEGIN.as_bytes());
    if !is_pem {
        // A sequence of the definite length that is there: what DER of any
        // certificate begins with.
        if text.first() != Some(&0x30) {
            return Err(unusable());
        }
        return Ok(vec![CertificateDer::from(text.to_vec())]);
    }
    let read: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    read.ok()
        .filter(|read| !read.is_empty())
        .ok_or_else(unusable)
}

const BEGIN: &str = "-----BEGIN";

type Resolved = std::result::Result<Vec<IpAddr>, BoxError>;

/// The user's own way from a name to addresses.
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
