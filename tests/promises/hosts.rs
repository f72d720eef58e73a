//! A request goes to the host of its environment, and to no other.

use connectpay::{Client, Environment, Outcome, Result, RetryPolicy};

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{ByteServer, Recorder, credentials};

const USER: NewUser = NewUser {
    email: "a@example.com",
};

/// Hosts of its own, made up.
#[connectpay::api(
    auth = partner,
    host(stage = "https://stage.example.com", production = "https://api.example.com:8443")
)]
trait Elsewhere {
    #[connectpay::endpoint(method = GET, path = "/example/partner/ping")]
    async fn ping(&self) -> Result<()>;
}

async fn host_of(environment: Environment) -> (String, String) {
    let recorder = Recorder::answering(200, r#"{"userId":"u-1"}"#);
    let client = Client::builder(environment, credentials())
        .allow_host("stage.example.com")
        .allow_host("API.example.com:8443")
        .transport(recorder.clone())
        .build()
        .unwrap();
    client.create_user(&USER).await.unwrap();
    client.ping().await.unwrap();
    let [usual, own] = [0, 1].map(|index| recorder.received()[index].uri.to_string());
    (usual, own)
}

#[tokio::test]
async fn the_environment_decides_the_host() {
    const USERS: &str = "/baas-sca/user-management/partner/users";
    const PING: &str = "/example/partner/ping";
    for (environment, usual, own) in [
        (
            Environment::Stage,
            "https://api2-stage.connectpay.com",
            "https://stage.example.com",
        ),
        (
            Environment::Production,
            "https://api2.connectpay.com",
            "https://api.example.com:8443",
        ),
        (
            Environment::custom("https://gateway.example/connectpay/").unwrap(),
            "https://gateway.example/connectpay",
            "https://gateway.example/connectpay",
        ),
    ] {
        let (usual, own) = (format!("{usual}{USERS}"), format!("{own}{PING}"));
        assert_eq!(host_of(environment).await, (usual, own));
    }
}

/// Runs the test of this name again in a separate process with a proxy in its
/// environment, since the environment belongs to a whole process. Returns `None` within
/// that process.
async fn again_with_proxy(test: &str, proxy: &ByteServer) -> Option<()> {
    if std::env::var_os("CONNECTPAY_TEST_CHILD").is_some() {
        return None;
    }
    let url = format!("http://{}", proxy.address);
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    for variable in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
    ] {
        command.env(variable, &url);
    }
    let status = command
        .args(["--exact", test])
        .env("CONNECTPAY_TEST_CHILD", "1")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .stdout(std::process::Stdio::null())
        .status()
        .await
        .unwrap();
    assert!(status.success());
    Some(())
}

#[tokio::test]
async fn clear_text_goes_through_no_proxy_even_if_asked_for() {
    const TEST: &str = "hosts::clear_text_goes_through_no_proxy_even_if_asked_for";
    let proxy = ByteServer::answering("HTTP/1.1 500 Proxy\r\ncontent-length: 0\r\n\r\n").await;
    if again_with_proxy(TEST, &proxy).await.is_some() {
        assert_eq!(proxy.received(), Vec::<String>::new());
        return;
    }
    let server = ByteServer::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    for asked_for in [false, true] {
        let builder = || {
            Client::builder(server.environment(), credentials()).proxy_from_environment(asked_for)
        };
        for builder in [builder(), builder().reqwest()] {
            builder.build().unwrap().ping().await.unwrap();
        }
    }
    assert_eq!(server.received().len(), 4);
}

/// A call over TLS to a port where nobody listens.
async fn call_nobody(builder: connectpay::ClientBuilder) {
    let error = builder
        .build()
        .unwrap()
        .ping()
        .retry(RetryPolicy::never())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

fn nobody() -> connectpay::ClientBuilder {
    Client::builder(
        Environment::custom("https://127.0.0.1:1").unwrap(),
        credentials(),
    )
}

fn on_reqwest() -> connectpay::ClientBuilder {
    nobody().reqwest()
}

#[tokio::test]
async fn proxies_from_the_environment_are_not_followed_unless_asked_for() {
    const TEST: &str = "hosts::proxies_from_the_environment_are_not_followed_unless_asked_for";
    let proxy = ByteServer::answering("HTTP/1.1 500 Proxy\r\ncontent-length: 0\r\n\r\n").await;
    if again_with_proxy(TEST, &proxy).await.is_some() {
        // Each client that wanted the proxy used it once.
        let received = proxy.received();
        assert_eq!(received.len(), 2);
        for request in received {
            assert!(request.starts_with("CONNECT 127.0.0.1:1 "));
            assert!(!request.contains("x-connectpay-api-key"));
        }
        return;
    }
    for builder in [nobody, on_reqwest] {
        call_nobody(builder()).await;
        call_nobody(builder().proxy_from_environment(true)).await;
    }
}

#[tokio::test]
async fn clear_text_stays_on_loopback() {
    assert!(Environment::custom("http://api2.connectpay.com").is_err());
}

#[test]
fn a_host_that_reqwest_would_read_otherwise_is_refused_when_the_client_is_built() {
    let client = |url: &str| Client::builder(Environment::custom(url).unwrap(), credentials());
    for url in ["https://xn--api.example", "https://xn--a.example/v1"] {
        let error = client(url).reqwest().build().unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("xn--"), "{error}");
        // Our own transport has only one parser.
        client(url).build().unwrap();
    }
    for url in [
        "https://xn--bcher-kva.example",
        "https://api.example:8443/v1",
        "http://[::1]:80",
    ] {
        client(url).reqwest().build().unwrap();
    }
}
