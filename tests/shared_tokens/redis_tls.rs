//! TLS to a Redis server, with a URL and with a client of the user's.
//!
//! Both of rustls's providers are switched on in these tests, as another crate of
//! an application may do.

use std::path::PathBuf;
use std::process::Stdio;

use connectpay::redis::{Client, ClientTlsConfig, TlsCertificates};
use connectpay::{RedisTokenStore, TokenStore};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, folder, free_port, keys};

/// An authority of the test's own, and what it signed.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: PathBuf,
}

impl Authority {
    fn new(test: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = folder(test);
        std::fs::write(folder.join("authority.pem"), issuer.pem()).unwrap();
        Self { issuer, folder }
    }

    /// Its own certificate.
    fn file(&self) -> PathBuf {
        self.folder.join("authority.pem")
    }

    /// A certificate and its key.
    fn sign(&self, name: &str) -> ClientTlsConfig {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        // OpenSSL takes what has its issuer's name for an issuer itself.
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        ClientTlsConfig {
            client_cert: certificate.pem().into_bytes(),
            client_key: key.serialize_pem().into_bytes(),
        }
    }

    /// A server for `localhost`, and its URL.
    async fn server(&self, test: &str, clients: &str) -> Option<(RedisServer, String)> {
        let identity = self.sign("localhost");
        let write = |name: &str, content: &[u8]| {
            let path = self.folder.join(name);
            std::fs::write(&path, content).unwrap();
            path
        };
        let certificate = write("server.pem", &identity.client_cert);
        let key = write("server.key", &identity.client_key);
        let (certificate, key) = (certificate.to_str()?, key.to_str()?);
        let (authority, port) = (self.file(), free_port());
        let arguments = [
            ["--tls-port", &port.to_string()],
            ["--tls-cert-file", certificate],
            ["--tls-key-file", key],
            ["--tls-ca-cert-file", authority.to_str()?],
            ["--tls-auth-clients", clients],
        ];
        let server = RedisServer::start_with(test, arguments.as_flattened());
        Some((server.await?, format!("rediss://localhost:{port}/")))
    }
}

async fn serves(store: RedisTokenStore) {
    let login = Login::of("ann");
    store.replace("ann", Some(&login.first())).await.unwrap();
    login.refuse("ann.0");
    login.session(store).things().await.unwrap();
    assert_eq!(login.refreshes(), 1);
}

const URL: &str = "CONNECTPAY_TEST_REDISS";

#[tokio::test]
async fn a_rediss_url_needs_no_setting_where_the_platform_trusts_the_server() {
    // This test is also what the second process runs, whose platform trusts it.
    if let Ok(url) = std::env::var(URL) {
        return serves(RedisTokenStore::new(&url, keys()).unwrap()).await;
    }
    let authority = Authority::new("rediss");
    let Some((_server, url)) = authority.server("rediss", "no").await else {
        return;
    };
    let second = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "redis_tls::a_rediss_url_needs_no_setting_where_the_platform_trusts_the_server",
        ])
        .env(URL, &url)
        .env("SSL_CERT_FILE", authority.file())
        .env_remove("SSL_CERT_DIR")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output();
    let output = second.await.unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && printed.contains("1 passed"),
        "{printed}"
    );

    // Here it does not.
    let store = RedisTokenStore::new(&url, keys()).unwrap();
    let error = store.load("ann").await.unwrap_err();
    assert!(error.to_string().contains("TLS handshake"), "{error}");
}

fn client(url: &str, authority: &Authority, identity: Option<ClientTlsConfig>) -> Client {
    let certificates = TlsCertificates {
        client_tls: identity,
        root_cert: Some(std::fs::read(authority.file()).unwrap()),
    };
    Client::build_with_tls(url, certificates).unwrap()
}

#[tokio::test]
async fn a_client_of_the_users_brings_a_private_authority() {
    let authority = Authority::new("private");
    let Some((_server, url)) = authority.server("private", "no").await else {
        return;
    };
    let client = client(&url, &authority, None);
    serves(RedisTokenStore::from_client(client, keys()).unwrap()).await;
}

#[tokio::test]
async fn a_client_of_the_users_brings_a_client_certificate() {
    let authority = Authority::new("mutual");
    let Some((_server, url)) = authority.server("mutual", "yes").await else {
        return;
    };
    let known = client(&url, &authority, Some(authority.sign("application")));
    serves(RedisTokenStore::from_client(known, keys()).unwrap()).await;
    let unknown = client(&url, &authority, None);
    let store = RedisTokenStore::from_client(unknown, keys()).unwrap();
    let error = store.load("ann").await.unwrap_err();
    assert!(error.to_string().contains("Redis server"), "{error}");
}

#[test]
fn a_client_that_verifies_nothing_is_refused() {
    let client = Client::open("rediss://redis.internal/#insecure").unwrap();
    let error = RedisTokenStore::from_client(client, keys()).unwrap_err();
    assert!(error.to_string().contains("verify"), "{error}");
}
