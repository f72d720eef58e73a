//! Whom the client trusts: `certificate_authorities`, and TLS itself.

use std::time::Duration;

use connectpay::RetryPolicy;
use connectpay_faults::{Authority, Fault, FaultServer, Layer, Step};

use crate::client::{Carrier, Example as _, assert_not_built, assert_not_sent, authority};
use crate::server::Server;

pub(crate) async fn pem(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let builder = carrier.bare(&server.url());
    let client = builder.certificate_authorities(authority().pem());
    assert_eq!(client.build().unwrap().read().await.unwrap(), 7);
}

pub(crate) async fn bundle(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let other = Authority::new();
    for bundle in [
        other.pem() + &authority().pem(),
        format!("# ours\n{}# another's\n{}", authority().pem(), other.pem()),
    ] {
        let client = carrier.bare(&server.url()).certificate_authorities(bundle);
        assert_eq!(client.build().unwrap().read().await.unwrap(), 7);
    }
}

pub(crate) async fn der(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let client = carrier
        .bare(&server.url())
        .certificate_authorities(Authority::new().der())
        .certificate_authorities(authority().der());
    assert_eq!(client.build().unwrap().read().await.unwrap(), 7);
}

pub(crate) async fn no_others(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let client = carrier
        .bare(&server.url())
        .certificate_authorities(Authority::new().der());
    let error = client.build().unwrap().pay(&1).await.unwrap_err();
    assert_not_sent(&error, false);
    assert_eq!(server.accepted(), 1);
    assert!(server.requests().is_empty());
}

pub(crate) async fn nonsense(carrier: Carrier) {
    let cut = &authority().der()[..100];
    let key = connectpay_faults::Identity::self_signed().pem();
    let key = &key[key.find("-----BEGIN PRIVATE").unwrap()..];
    let broken = authority().pem().replace('M', "!");
    let ends_early = authority().pem().replace("-----END CERTIFICATE-----", "");
    let nonsense: [&[u8]; 8] = [
        b"",
        b"/etc/ssl/certs/ca.pem",
        b"\xff\xfe",
        &[0x30, 3, 1, 2, 3],
        cut,
        key.as_bytes(),
        broken.as_bytes(),
        ends_early.as_bytes(),
    ];
    for text in nonsense {
        let builder = carrier.bare("https://localhost");
        let builder = builder.certificate_authorities(text);
        assert_not_built(builder, "`certificate_authorities`", None);
        // This holds even beside a good one.
        let builder = carrier.builder("https://localhost");
        let builder = builder.certificate_authorities(text);
        assert_not_built(builder, "`certificate_authorities`", None);
    }
}

/// TLS 1.1 and older (RFC 8996).
pub(crate) async fn old_versions(carrier: Carrier) {
    for version in [0, 1, 2] {
        // A server's first message: the version, random bytes, no session,
        // TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
        let hello = [&[3, version][..], &[7; 32], &[0, 0, 0x2f, 0]].concat();
        let length = u8::try_from(hello.len()).unwrap();
        let handshake = [&[2, 0, 0, length][..], &hello].concat();
        let length = u8::try_from(handshake.len()).unwrap();
        let record = [&[22, 3, version, 0, length][..], &handshake].concat();
        let server = FaultServer::start(Fault {
            layer: Layer::TcpUnderTls,
            steps: vec![Step::AwaitBytes(1), Step::Send(record), Step::Stall],
        })
        .await;
        let client = carrier
            .builder(&server.base_url())
            .connect_timeout(Duration::from_secs(10))
            .retry(RetryPolicy::never());
        let error = client.build().unwrap().read().await.unwrap_err();
        assert_not_sent(&error, true);
        assert!(!error.is_timeout(), "it was not refused: {error:?}");
    }
}
