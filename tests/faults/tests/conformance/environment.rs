//! `proxy_from_environment`, in a separate process, since all tests share the variables
//! of this one.

use std::process::Stdio;

use tokio::process::Command;

use crate::client::{CARRIERS, Carrier, Example as _, authority};
use crate::proxy_server::{Kind, Proxy};
use crate::server::Server;

const URL: &str = "CONFORMANCE_URL";
const AUTHORITY: &str = "CONFORMANCE_AUTHORITY";
const CARRIER: &str = "CONFORMANCE_CARRIER";
const IS_FOLLOWED: &str = "CONFORMANCE_IS_FOLLOWED";

/// Calls the server from another process with these variables.
async fn call_with(
    carrier: Carrier,
    server: &Server,
    is_followed: bool,
    variables: &[(&str, String)],
) {
    let number = CARRIERS.iter().position(|known| *known == carrier).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "environment::a_client_in_a_process_of_its_own"])
        .env_clear()
        .env(URL, server.url())
        .env(AUTHORITY, authority().pem())
        .env(CARRIER, number.to_string())
        .env(IS_FOLLOWED, is_followed.to_string())
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null());
    let output = child.output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

/// What the other process does; here it does nothing.
#[tokio::test]
async fn a_client_in_a_process_of_its_own() {
    let Ok(url) = std::env::var(URL) else { return };
    let variable = |name| std::env::var(name).unwrap();
    let carrier = CARRIERS[variable(CARRIER).parse::<usize>().unwrap()];
    let client = carrier
        .bare(&url)
        .certificate_authorities(variable(AUTHORITY))
        .proxy_from_environment(variable(IS_FOLLOWED) == "true")
        .build()
        .unwrap();
    assert_eq!(client.read().await.unwrap(), 7);
}

pub(crate) async fn followed(carrier: Carrier) {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let (server, proxy) = (
            Server::start(&["h2"]).await,
            Proxy::start(Kind::Connect).await,
        );
        let url = format!("http://user:pass@127.0.0.1:{}", proxy.port);
        call_with(carrier, &server, true, &[(name, url)]).await;
        let told = proxy.told();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        let told = told[0].to_lowercase();
        assert!(
            told.contains("proxy-authorization: basic dxnlcjpwyxnz"),
            "{told}"
        );
    }
}

pub(crate) async fn excepted(carrier: Carrier) {
    let (server, proxy) = (
        Server::start(&["h2"]).await,
        Proxy::start(Kind::Connect).await,
    );
    let variables = [
        ("HTTPS_PROXY", format!("http://127.0.0.1:{}", proxy.port)),
        ("NO_PROXY", "localhost".to_owned()),
    ];
    call_with(carrier, &server, true, &variables).await;
    assert!(proxy.told().is_empty());
}

pub(crate) async fn off_unless_set(carrier: Carrier) {
    let (server, proxy) = (
        Server::start(&["h2"]).await,
        Proxy::start(Kind::Connect).await,
    );
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let variables = ["HTTPS_PROXY", "ALL_PROXY"].map(|name| (name, url.clone()));
    call_with(carrier, &server, false, &variables).await;
    assert!(proxy.told().is_empty());
}
