//! Two processes, as two machines behind a load balancer.

use std::process::Stdio;
use std::time::Duration;

use connectpay::tokens::{
    IssuedTokens, RedisTokenStore, SharedTokens, TokenRefresh, TokenStore as _,
};
use connectpay::{AccessToken, BoxError, Client, Environment, PartnerCredentials};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::login::Example as _;
use crate::redis_server::{RedisServer, keys};

const REDIS: &str = "CONNECTPAY_TEST_REDIS";
const LOGIN: &str = "CONNECTPAY_TEST_LOGIN";

/// Asks the login service of the first process, over the network.
struct Remote(String);

impl TokenRefresh for Remote {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let mut stream = TcpStream::connect(&self.0).await?;
        let spent = refresh_token.ok_or(connectpay::tokens::SessionExpired)?;
        stream.write_all(spent.as_bytes()).await?;
        stream.shutdown().await?;
        let mut new = String::new();
        stream.read_to_string(&mut new).await?;
        if new.is_empty() {
            return Err("the refresh token was used before".into());
        }
        let access = AccessToken::new(format!("access-{new}"))?;
        Ok(IssuedTokens::new(access).with_refresh_token(new))
    }
}

/// A login service that accepts each refresh token once, and the number that it
/// accepted.
async fn login_service(
    listener: TcpListener,
    accepted: std::sync::Arc<std::sync::atomic::AtomicUsize>,
) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut spent = String::new();
        stream.read_to_string(&mut spent).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let number = accepted.load(std::sync::atomic::Ordering::SeqCst);
        if spent == number.to_string() {
            accepted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let new = (number + 1).to_string();
            stream.write_all(new.as_bytes()).await.unwrap();
        }
    }
}

/// 500 sessions of one user, as for 500 requests, against a server in this process.
async fn machine(redis: &str, login: &str) {
    let server =
        axum::Router::new().fallback(
            async |headers: http::HeaderMap| match headers["authorization"].to_str().unwrap() {
                "Bearer access-1" => http::StatusCode::OK,
                _ => http::StatusCode::UNAUTHORIZED,
            },
        );
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
    let client = Client::builder(
        Environment::custom("http://localhost").unwrap(),
        credentials,
    )
    .transport(server)
    .token_timeout(Duration::from_secs(30))
    .build()
    .unwrap();
    // No limit ends early here, however busy the machine is.
    let store = RedisTokenStore::new(redis, keys()).unwrap();
    let store = store.command_timeout(Duration::from_secs(30));
    let calls: Vec<_> = (0..500)
        .map(|_| {
            let tokens = SharedTokens::new(store.clone(), "ann", Remote(login.to_owned()));
            let session = client.session(tokens, [192, 0, 2, 7]).unwrap();
            tokio::spawn(async move { session.things().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_with_a_thousand_callers_cause_one_refresh() {
    // The second process runs this test too.
    if let (Ok(redis), Ok(login)) = (std::env::var(REDIS), std::env::var(LOGIN)) {
        return machine(&redis, &login).await;
    }
    let Some(server) = RedisServer::start("processes").await else {
        return;
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let login = listener.local_addr().unwrap().to_string();
    let accepted = std::sync::Arc::default();
    let service = tokio::spawn(login_service(listener, std::sync::Arc::clone(&accepted)));
    // Both machines have a token that the server no longer accepts.
    let spent = IssuedTokens::new(AccessToken::new("access-0").unwrap()).with_refresh_token("0");
    server.store().replace("ann", Some(&spent)).await.unwrap();

    let second = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "processes::two_processes_with_a_thousand_callers_cause_one_refresh",
        ])
        .env(REDIS, server.url())
        .env(LOGIN, &login)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (url, login) = (server.url(), login);
    machine(&url, &login).await;
    let second = second.wait_with_output().await.unwrap();
    let printed = String::from_utf8_lossy(&second.stdout);
    assert!(second.status.success(), "{printed}");
    assert!(printed.contains("1 passed"), "{printed}");
    assert_eq!(accepted.load(std::sync::atomic::Ordering::SeqCst), 1);
    service.abort();
}
