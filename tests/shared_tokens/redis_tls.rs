//! TLS to a Redis server, with a URL and with a user's own client.
//!
//! Both of rustls's providers are enabled in these tests, as another crate of an
//! application may do.

use std::path::PathBuf;
use std::process::Stdio;

use connectpay::redis::{Client, ClientTlsConfig, TlsCertificates};
use connectpay::tokens::{RedisTokenStore, TokenStore};
use connectpay_faults::Identity;
use tempfile::TempDir;

use crate::login::{Example as _, Login};
use crate::redis_server::{RedisServer, folder, free_port, keys};

/// An authority for the test, and a folder for what it signed.
struct Authority {
    issuer: connectpay_faults::Authority,
    folder: TempDir,
}

/// The identity in the form that the client reads.
fn shown(identity: &Identity) -> ClientTlsConfig {
    // One file holds both.
    let pem = identity.pem().into_bytes();
    ClientTlsConfig {
        client_cert: pem.clone(),
        client_key: pem,
    }
}

impl Authority {
    fn new(test: &str) -> Self {
        let issuer = connectpay_faults::Authority::new();
        let folder = folder(test);
        std::fs::write(folder.path().join("authority.pem"), issuer.pem()).unwrap();
        Self { issuer, folder }
    }

    /// Its own certificate.
    fn file(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// A server for `localhost`, and its URL.
    async fn server(&self, test: &str, clients: &str) -> Option<(RedisServer, String)> {
        let identity = self.folder.path().join("server.pem");
        std::fs::write(&identity, self.issuer.valid().pem()).unwrap();
        let (certificate, key) = (identity.to_str()?, identity.to_str()?);
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
    // The second process, whose platform trusts the authority, runs this test too.
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

    // In this process the platform does not trust it.
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
    let known = client(&url, &authority, Some(shown(&authority.issuer.client())));
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
