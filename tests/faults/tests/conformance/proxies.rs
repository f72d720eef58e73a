//! `proxy`: the way through it, its credentials, and URLs that name none.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use connectpay::RetryPolicy;
use http::header::PROXY_AUTHORIZATION;
use tokio::net::TcpListener;

use crate::client::{Carrier, Example as _, assert_not_built, assert_not_sent, authority, shown};
use crate::proxy_server::{Kind, Proxy};
use crate::server::{Server, seven};

/// Made up, with characters that a URL has to escape.
const USER_INFO: &str = "us%40er:p%3Ass";
/// `us@er:p:ss` in base64.
const BASIC: &str = "Basic dXNAZXI6cDpzcw==";

/// Pays through a proxy and returns what the proxy and the server received.
async fn pay_through(carrier: Carrier, kind: Kind, scheme: &str, user_info: &str) -> String {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let proxy = Proxy::start(kind).await;
    let url = format!("{scheme}://{user_info}localhost:{}", proxy.port);
    let client = carrier.builder(&server.url()).proxy(url).build().unwrap();
    assert_eq!(client.pay(&1).await.unwrap(), 7);
    assert_eq!(client.pay(&1).await.unwrap(), 7);
    let requests = server.requests();
    assert_eq!((requests.len(), server.accepted()), (2, 1));
    for request in requests {
        assert!(
            !request.headers.contains_key(PROXY_AUTHORIZATION),
            "{request:?}"
        );
    }
    let told = proxy.told();
    assert_eq!(told.len(), 1, "{told:?}");
    let target = format!(":{}", server.port);
    assert!(told[0].contains(&target), "{told:?}");
    // What only the server may know.
    assert!(!told[0].to_lowercase().contains("api-key"), "{told:?}");
    told[0].to_lowercase()
}

pub(crate) async fn http(carrier: Carrier) {
    for (kind, scheme) in [(Kind::Connect, "http"), (Kind::ConnectOverTls, "https")] {
        let told = pay_through(carrier, kind, scheme, "").await;
        assert!(told.starts_with("connect localhost:"), "{told}");
        assert!(!told.contains("authorization"), "{told}");
    }
}

pub(crate) async fn http_with_credentials(carrier: Carrier) {
    for (kind, scheme) in [(Kind::Connect, "http"), (Kind::ConnectOverTls, "https")] {
        let told = pay_through(carrier, kind, scheme, &format!("{USER_INFO}@")).await;
        let expected = format!("\r\nproxy-authorization: {}\r\n", BASIC.to_lowercase());
        assert!(told.contains(&expected), "{told}");
    }
}

pub(crate) async fn socks5(carrier: Carrier) {
    let told = pay_through(carrier, Kind::Socks5, "socks5h", "").await;
    assert!(told.starts_with("nobody to localhost:"), "{told}");
    let told = pay_through(carrier, Kind::Socks5, "socks5h", &format!("{USER_INFO}@")).await;
    assert!(told.starts_with("us@er with p:ss to localhost:"), "{told}");
    // `socks5` resolves here.
    let told = pay_through(carrier, Kind::Socks5, "socks5", "").await;
    assert!(!told.contains("localhost"), "{told}");
}

pub(crate) async fn socks5_with_dns(carrier: Carrier) {
    let config = authority().named("bank.example").config(b"http/1.1");
    let server = Server::with(config, |_| seven()).await;
    let proxy = Proxy::start(Kind::Socks5).await;
    let client = carrier
        .builder(&format!("https://bank.example:{}", server.port))
        .proxy(format!("socks5://127.0.0.1:{}", proxy.port))
        .dns(|name| async move {
            match name.as_str() {
                "bank.example" => Ok(vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9))]),
                _ => Err(io::Error::other("no such host")),
            }
        })
        .build()
        .unwrap();
    assert_eq!(client.pay(&1).await.unwrap(), 7);
    let expected = format!("nobody to 127.0.0.9:{}", server.port);
    assert_eq!(proxy.told(), [expected]);
}

pub(crate) async fn refused(carrier: Carrier) {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let proxy = Proxy::start(Kind::Refuses).await;
    let url = format!("http://user:c4n4ry@localhost:{}", proxy.port);
    let client = carrier.builder(&server.url()).proxy(url);
    let error = client.build().unwrap().pay(&1).await.unwrap_err();
    assert_not_sent(&error, true);
    assert!(!shown(&error).contains("c4n4ry"), "{}", shown(&error));
    assert_eq!(server.accepted(), 0);
}

/// The limit for connecting includes the proxy's part.
pub(crate) async fn silent(carrier: Carrier) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for scheme in ["http", "https", "socks5h"] {
        let client = carrier
            .builder("https://localhost:1")
            .proxy(format!("{scheme}://localhost:{port}"))
            .connect_timeout(Duration::from_millis(100))
            .retry(RetryPolicy::never());
        let error = client.build().unwrap().pay(&1).await.unwrap_err();
        assert_not_sent(&error, true);
        assert!(error.is_timeout(), "{scheme}: {error:?}");
    }
}

pub(crate) async fn nonsense(carrier: Carrier) {
    for url in [
        "",
        "nonsense",
        "localhost:8080",
        "://localhost",
        "http://",
        "http://:8080",
        "ftp://localhost:21",
        "socks9://localhost:1",
        "http://user:c4n4ry@",
        "ftp://user:c4n4ry@localhost",
        "http://user:c4n4ry@[::1",
        "http://user:c4n4ry@localhost:port",
        "user:c4n4ry@localhost:8080",
        "http://user:c4n4ry@local host",
        "http://user:p@c4n4ry@localhost:8080",
        "http://user:c4n4ry@localhost:",
    ] {
        let builder = carrier.builder("https://localhost").proxy(url);
        assert_not_built(builder, "the proxy", Some("c4n4ry"));
    }
    // This holds even if no proxy is needed.
    let builder = carrier.bare("http://127.0.0.1:1").proxy("nonsense");
    assert_not_built(builder, "the proxy", None);
}
