//! Certificates, good ones and all kinds of bad ones.

use std::sync::Arc;

use pem::Pem;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{WantsServerCert, WebPkiClientVerifier};
use tokio_rustls::rustls::{ConfigBuilder, RootCertStore, ServerConfig, SupportedProtocolVersion};

/// Who signs the certificates.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key, for a server or for a client that is asked for one.
#[derive(Clone, Debug)]
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: Arc<PrivateKeyDer<'static>>,
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Authority {
    /// Makes an authority that nobody knows yet.
    ///
    /// # Panics
    ///
    /// Panics if the system has no random numbers, as making certificates does.
    #[must_use]
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        name(&mut params, "an authority of connectpay's tests");
        let issuer = CertifiedIssuer::self_signed(params, key());
        Self(issuer.expect("the parameters are valid"))
    }

    /// Its own certificate (DER), for those who have to trust it.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        self.0.der()
    }

    /// The same as text (PEM, RFC 7468), as programs read it from a file.
    #[must_use]
    pub fn pem(&self) -> String {
        certificate_pem(self.0.der())
    }

    /// For a client that is asked for a certificate, valid today.
    #[must_use]
    pub fn client(&self) -> Identity {
        self.identity(&["client.example"], 2020, 4096)
    }

    /// For `localhost`, valid today.
    #[must_use]
    pub fn valid(&self) -> Identity {
        self.identity(&["localhost"], 2020, 4096)
    }

    /// For `localhost`, expired.
    #[must_use]
    pub fn expired(&self) -> Identity {
        self.identity(&["localhost"], 2001, 2002)
    }

    /// For `localhost`, not yet valid.
    #[must_use]
    pub fn not_yet_valid(&self) -> Identity {
        self.identity(&["localhost"], 4095, 4096)
    }

    /// For this name, valid today.
    #[must_use]
    pub fn named(&self, name: &str) -> Identity {
        self.identity(&[name], 2020, 4096)
    }

    /// For another name.
    #[must_use]
    pub fn of_another_name(&self) -> Identity {
        self.identity(&["elsewhere.example"], 2020, 4096)
    }

    fn identity(&self, names: &[&str], from: i32, until: i32) -> Identity {
        let (params, key) = (params(names, from, until), key());
        let certificate = params
            .signed_by(&key, &self.0)
            .expect("the parameters are valid");
        Identity::new(certificate.der().clone(), &key)
    }
}

impl Identity {
    /// For `localhost`, self-signed.
    ///
    /// # Panics
    ///
    /// Panics if the system has no random numbers.
    #[must_use]
    pub fn self_signed() -> Self {
        let (params, key) = (params(&["localhost"], 2020, 4096), key());
        let certificate = params.self_signed(&key).expect("the parameters are valid");
        Self::new(certificate.der().clone(), &key)
    }

    fn new(certificate: CertificateDer<'static>, key: &KeyPair) -> Self {
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        Self {
            chain: vec![certificate],
            key: Arc::new(key.into()),
        }
    }

    /// The certificate and then its key as text (PEM, RFC 7468), as programs
    /// read them from one file.
    #[must_use]
    pub fn pem(&self) -> String {
        let mut text: String = self.chain.iter().map(|der| certificate_pem(der)).collect();
        text += &pem::encode(&Pem::new("PRIVATE KEY", self.key.secret_der()));
        text
    }

    /// TLS with this certificate and this protocol (RFC 7301), such as `h2`.
    ///
    /// # Panics
    ///
    /// Never panics for certificates that are made here.
    #[must_use]
    pub fn config(&self, protocol: &[u8]) -> Arc<ServerConfig> {
        let builder = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("the provider has them")
            .with_no_client_auth();
        self.shown(builder, protocol)
    }

    /// The same in this version of TLS, only for clients that show a certificate of
    /// this authority.
    ///
    /// # Panics
    ///
    /// Never panics for certificates that are made here.
    #[must_use]
    pub fn config_for(
        &self,
        clients: &Authority,
        version: &'static SupportedProtocolVersion,
        protocol: &[u8],
    ) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from(clients.der().to_vec()))
            .expect("the certificate is valid");
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider())
            .build()
            .expect("there is a root");
        let builder = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[version])
            .expect("the provider has it")
            .with_client_cert_verifier(verifier);
        self.shown(builder, protocol)
    }

    fn shown(
        &self,
        builder: ConfigBuilder<ServerConfig, WantsServerCert>,
        protocol: &[u8],
    ) -> Arc<ServerConfig> {
        let mut config = builder
            .with_single_cert(self.chain.clone(), self.key.clone_key())
            .expect("the certificate fits its key");
        config.alpn_protocols = vec![protocol.to_vec()];
        Arc::new(config)
    }
}

/// The provider is named, since other tests enable rustls's other provider as well.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn certificate_pem(der: &[u8]) -> String {
    pem::encode(&Pem::new("CERTIFICATE", der))
}

fn params(names: &[&str], from: i32, until: i32) -> CertificateParams {
    let subject = names.first().copied().unwrap_or_default();
    let names: Vec<String> = names.iter().copied().map(str::to_owned).collect();
    let mut params = CertificateParams::new(names).expect("the names are valid");
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(until, 1, 1);
    name(&mut params, subject);
    params
}

/// OpenSSL treats a certificate that has its issuer's name as self-signed.
fn name(params: &mut CertificateParams, subject: &str) {
    params.distinguished_name.push(DnType::CommonName, subject);
}

fn key() -> KeyPair {
    KeyPair::generate().expect("the system has random numbers")
}
