//! A request goes to the host of its environment, and to no other.

use connectpay::{Client, Environment, Result};

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
    #[connectpay::endpoint(path = "/example/partner/ping")]
    async fn ping(&self) -> Result<()>;
}

async fn host_of(environment: Environment) -> (String, String) {
    let recorder = Recorder::answering(200, r#"{"userId":"u-1"}"#);
    let client = Client::builder(environment, credentials())
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

#[tokio::test]
async fn proxies_from_the_environment_are_not_followed_unless_asked_for() {
    // Its own process, since the environment is the whole process's.
    if std::env::var_os("HTTP_PROXY").is_some() {
        let server = ByteServer::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
        let client = Client::builder(server.environment(), credentials())
            .build()
            .unwrap();
        client.ping().await.unwrap();
        assert_eq!(server.received().len(), 1);
        return;
    }
    let proxy = ByteServer::answering("HTTP/1.1 500 Proxy\r\ncontent-length: 0\r\n\r\n").await;
    let url = format!("http://{}", proxy.address);
    let status = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "hosts::proxies_from_the_environment_are_not_followed_unless_asked_for",
        ])
        .env("HTTP_PROXY", &url)
        .env("http_proxy", &url)
        .env("ALL_PROXY", &url)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .stdout(std::process::Stdio::null())
        .status()
        .await
        .unwrap();
    assert!(status.success());
    assert_eq!(proxy.received(), Vec::<String>::new());
}

#[tokio::test]
async fn clear_text_stays_on_loopback_also_with_a_reqwest_builder() {
    assert!(Environment::custom("http://api2.connectpay.com").is_err());
    let permissive = reqwest::Client::builder().https_only(false);
    assert!(
        Client::builder(Environment::Production, credentials())
            .reqwest(permissive)
            .build()
            .is_ok()
    );
}
