//! What the client shows: `client_identity`.

use std::sync::OnceLock;

use connectpay_faults::{Authority, Identity};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use crate::client::{Carrier, Example as _, assert_not_built, assert_not_sent, authority, trusted};
use crate::server::{Server, seven};

/// The authority whose clients the server accepts.
fn clients() -> &'static Authority {
    static CLIENTS: OnceLock<Authority> = OnceLock::new();
    CLIENTS.get_or_init(Authority::new)
}

/// Servers that ask for a certificate, in both versions of TLS and of HTTP.
async fn servers() -> Vec<Server> {
    let mut servers = Vec::new();
    for version in [&TLS12, &TLS13] {
        for protocol in [&b"h2"[..], b"http/1.1"] {
            let config = trusted().config_for(clients(), version, protocol);
            servers.push(Server::with(config, |_| seven()).await);
        }
    }
    servers
}

pub(crate) async fn shown(carrier: Carrier) {
    let identity = clients().client().pem();
    // Some programs write the key first.
    let key = identity.find("-----BEGIN PRIVATE").unwrap();
    let turned = identity[key..].to_owned() + "\n" + &identity[..key];
    for server in servers().await {
        for pem in [&identity, &turned] {
            let client = carrier.builder(&server.url()).client_identity(pem.as_str());
            assert_eq!(client.build().unwrap().read().await.unwrap(), 7);
        }
    }
}

pub(crate) async fn missing(carrier: Carrier) {
    for server in servers().await {
        let client = carrier.builder(&server.url()).build().unwrap();
        let error = client.pay(&1).await.unwrap_err();
        assert!(server.requests().is_empty());
        if carrier.is_cut_off(&error) {
            continue;
        }
        assert_not_sent(&error, false);
        let says = "`ClientBuilder::client_identity`";
        assert!(error.to_string().contains(says), "{error}");
        assert!(
            server.accepted() <= carrier.attempts(),
            "it was tried again"
        );
    }
}

pub(crate) async fn of_another_authority(carrier: Carrier) {
    let identity = Authority::new().client().pem();
    for server in servers().await {
        let client = carrier.builder(&server.url());
        let client = client.client_identity(identity.as_str()).build().unwrap();
        let error = client.pay(&1).await.unwrap_err();
        assert!(server.requests().is_empty());
        if carrier.is_cut_off(&error) {
            continue;
        }
        assert_not_sent(&error, false);
        assert!(
            server.accepted() <= carrier.attempts(),
            "it was tried again"
        );
    }
}

pub(crate) async fn not_asked_for(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let client = carrier.builder(&server.url());
    let client = client.client_identity(clients().client().pem());
    assert_eq!(client.build().unwrap().read().await.unwrap(), 7);
}

pub(crate) async fn nonsense(carrier: Carrier) {
    let pem = clients().client().pem();
    let key = &pem[pem.find("-----BEGIN PRIVATE").unwrap()..];
    let certificate = pem.strip_suffix(key).unwrap();
    let line = key.lines().nth(1).unwrap();
    let broken = pem.replace(line, &format!("{}!", &line[1..]));
    let cut = pem.replace(line, "");
    let of_others = certificate.to_owned() + &authority_key();
    for text in ["", "nonsense", certificate, key, &broken, &cut, &of_others] {
        let builder = carrier.builder("https://localhost");
        let builder = builder.client_identity(text);
        assert_not_built(builder, "`client_identity`", Some(&line[1..]));
    }
}

/// A key that belongs to no certificate here.
fn authority_key() -> String {
    let pem = Identity::self_signed().pem();
    let key = pem.find("-----BEGIN PRIVATE").unwrap();
    assert!(!pem.contains(&authority().pem()));
    pem[key..].to_owned()
}
