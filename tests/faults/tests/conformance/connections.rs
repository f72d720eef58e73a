//! How connections are made and kept.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::RetryPolicy;
use connectpay_faults::{Fault, FaultServer, Layer, Step};
use http::Version;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::client::{Carrier, Example as _, assert_not_sent, authority};
use crate::server::{Server, seven};

const BOTH: [&str; 2] = ["h2", "http/1.1"];

pub(crate) async fn dns(carrier: Carrier) {
    let config = authority().named("bank.example").config(b"http/1.1");
    let server = Server::with(config, |_| seven()).await;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let names = asked.clone();
    let client = carrier
        .builder(&format!("https://bank.example:{}", server.port))
        .dns(move |name| {
            names.lock().unwrap().push(name);
            async { Ok::<_, io::Error>(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]) }
        })
        .build()
        .unwrap();
    assert_eq!(client.read().await.unwrap(), 7);
    assert_eq!(*asked.lock().unwrap(), ["bank.example"]);
    let host = &server.requests()[0].headers[http::header::HOST];
    assert_eq!(host, &format!("bank.example:{}", server.port));
}

pub(crate) async fn dns_without_an_address(carrier: Carrier) {
    let builder = || {
        let builder = carrier.builder("https://bank.example");
        builder.retry(RetryPolicy::never())
    };
    let failing = builder().dns(|_| async { Err("no such host") });
    let none = builder().dns(|_| async { Ok::<_, io::Error>(Vec::new()) });
    for builder in [failing, none] {
        let error = builder.build().unwrap().pay(&1).await.unwrap_err();
        assert_not_sent(&error, true);
        assert!(!error.is_timeout(), "{error:?}");
    }
}

pub(crate) async fn http1_only(carrier: Carrier) {
    for (is_set, version) in [(false, Version::HTTP_2), (true, Version::HTTP_11)] {
        let server = Server::start(&BOTH).await;
        let client = carrier.builder(&server.url()).http1_only(is_set);
        client.build().unwrap().read().await.unwrap();
        assert_eq!(server.requests()[0].version, version);
    }
    // The client speaks HTTP/1.1 with a server that agrees on no protocol.
    let server = Server::start(&[]).await;
    let client = carrier.builder(&server.url()).build().unwrap();
    client.read().await.unwrap();
    assert_eq!(server.requests()[0].version, Version::HTTP_11);
}

/// A server that accepts connections and never speaks TLS.
async fn silent() -> FaultServer {
    FaultServer::start(Fault {
        layer: Layer::TcpUnderTls,
        steps: vec![Step::Stall],
    })
    .await
}

pub(crate) async fn connect_timeout(carrier: Carrier) {
    let server = silent().await;
    let client = carrier
        .builder(&server.base_url())
        .connect_timeout(Duration::from_millis(100))
        .retry(RetryPolicy::never());
    // The call's own limit is 30 seconds.
    let error = client.build().unwrap().pay(&1).await.unwrap_err();
    assert_not_sent(&error, true);
    assert!(error.is_timeout(), "{error:?}");
}

pub(crate) async fn idle_timeout(carrier: Carrier) {
    for protocol in BOTH {
        let server = Server::start(&[protocol]).await;
        let limit = Duration::from_millis(300);
        let client = carrier.builder(&server.url()).idle_timeout(limit);
        let client = client.build().unwrap();
        client.read().await.unwrap();
        client.read().await.unwrap();
        assert_eq!((server.accepted(), server.open()), (1, 1), "{protocol}");
        // No call comes any more.
        let begun = Instant::now();
        while server.open() > 0 {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "{protocol}: kept"
            );
            sleep(Duration::from_millis(10)).await;
        }
        client.read().await.unwrap();
        assert_eq!(server.accepted(), 2, "{protocol}");
    }
}

pub(crate) async fn none_used_twice(carrier: Carrier) {
    for protocol in BOTH {
        let server = Server::start(&[protocol]).await;
        let client = carrier.builder(&server.url()).idle_timeout(Duration::ZERO);
        let client = client.build().unwrap();
        for _ in 0..3 {
            client.read().await.unwrap();
        }
        assert_eq!(server.accepted(), 3, "{protocol}");
        let together: JoinSet<_> = (0..3).map(|_| client.read().into_future()).collect();
        for answer in together.join_all().await {
            answer.unwrap();
        }
        assert_eq!(server.accepted(), 6, "{protocol}");
    }
}

pub(crate) async fn one_handshake_for_a_burst(carrier: Carrier) {
    let server = Server::start(&BOTH).await;
    let client = carrier.builder(&server.url()).build().unwrap();
    let burst: JoinSet<_> = (0..32).map(|_| client.read().into_future()).collect();
    for answer in burst.join_all().await {
        answer.unwrap();
    }
    assert_eq!(server.accepted(), 1);
    assert_eq!(server.requests().len(), 32);
}
