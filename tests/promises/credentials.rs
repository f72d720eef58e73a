//! Each scheme sends its own credentials, and nothing of the other's.

use std::net::IpAddr;

use connectpay::{AccessToken, ApiKeyFormat, Client, Environment, PartnerCredentials};

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{Recorder, session};

const KEY: &str = "Q29ubmVjdFBheTpFYXN5QmFua2luZw==";
const USER: NewUser = NewUser {
    email: "a@example.com",
};

#[tokio::test]
async fn a_partner_call_carries_the_api_key_and_nothing_of_a_user() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    recorder.client().create_user(&USER).await.unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-connectpay-api-key"), Some(KEY));
    assert_eq!(received.header("authorization"), None);
    assert_eq!(received.header("psu-ip-address"), None);
    assert!(received.headers["x-connectpay-api-key"].is_sensitive());
}

#[tokio::test]
async fn a_user_call_carries_token_and_ip_address_and_not_the_api_key() {
    let recorder = Recorder::answering(204, "");
    recorder.session().logout().await.unwrap();
    let received = recorder.only();
    assert_eq!(received.header("authorization"), Some("Bearer t0k3n"));
    assert_eq!(received.header("psu-ip-address"), Some("192.0.2.7"));
    assert_eq!(received.header("x-connectpay-api-key"), None);
    assert!(received.headers["authorization"].is_sensitive());
    assert!(received.headers["psu-ip-address"].is_sensitive());
}

#[tokio::test]
async fn the_api_key_goes_with_user_calls_only_where_it_was_asked_for() {
    let recorder = Recorder::answering(204, "");
    let client = recorder
        .builder()
        .api_key_on_user_endpoints(true)
        .build()
        .unwrap();
    session(&client).logout().await.unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-connectpay-api-key"), Some(KEY));
    assert_eq!(received.header("authorization"), Some("Bearer t0k3n"));
}

#[tokio::test]
async fn the_api_key_has_basic_in_front_where_it_was_asked_for() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let client = recorder
        .builder()
        .api_key_format(ApiKeyFormat::Basic)
        .build()
        .unwrap();
    client.create_user(&USER).await.unwrap();
    assert_eq!(
        recorder.only().header("x-connectpay-api-key"),
        Some("Basic Q29ubmVjdFBheTpFYXN5QmFua2luZw==")
    );
}

#[tokio::test]
async fn a_session_from_another_address_shares_the_token() {
    let recorder = Recorder::answering(204, "");
    let session = recorder.session();
    let address: IpAddr = "::ffff:198.51.100.9".parse().unwrap();
    let moved = session.with_psu_ip(address).unwrap();
    moved.logout().await.unwrap();
    session.logout().await.unwrap();
    let received = recorder.received();
    assert_eq!(received[0].header("psu-ip-address"), Some("198.51.100.9"));
    assert_eq!(received[1].header("psu-ip-address"), Some("192.0.2.7"));
    assert_eq!(
        received[0].header("authorization"),
        received[1].header("authorization")
    );
}

#[tokio::test]
async fn sessions_of_one_client_never_mix_their_users() {
    let recorder = Recorder::answering(204, "");
    let client = recorder.client();
    let sessions: Vec<_> = (1..=50_u8)
        .map(|number| {
            let token = AccessToken::new(format!("token-{number}")).unwrap();
            client.session(token, [192, 0, 2, number]).unwrap()
        })
        .collect();
    for round in 0..4 {
        let calls = sessions.iter().enumerate().map(|(index, session)| {
            let event = format!("event-{}-{round}", index + 1);
            tokio::spawn(session.authorise(&event))
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap().unwrap();
        }
    }
    let received = recorder.received();
    assert_eq!(received.len(), 200);
    for request in received {
        let event = request.uri.path().rsplit('/').next().unwrap();
        let number = event.split('-').nth(1).unwrap();
        assert_eq!(
            request.header("authorization"),
            Some(&*format!("Bearer token-{number}"))
        );
        assert_eq!(
            request.header("psu-ip-address"),
            Some(&*format!("192.0.2.{number}"))
        );
    }
}

/// Runs the test of this name again in a separate process with these variables, since
/// the environment belongs to a whole process.
async fn again_with(test: &str, variables: &[(&str, &str)]) -> String {
    let output = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env_remove("CONNECTPAY_CLIENT_KEY")
        .env_remove("CONNECTPAY_CLIENT_SECRET")
        .env("CONNECTPAY_TEST_CHILD", "1")
        .envs(variables.iter().copied())
        .output()
        .await
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
#[allow(
    clippy::print_stdout,
    reason = "the child tells its parent what it got"
)]
async fn credentials_from_the_environment_are_checked_without_being_shown() {
    const TEST: &str =
        "credentials::credentials_from_the_environment_are_checked_without_being_shown";
    if std::env::var_os("CONNECTPAY_TEST_CHILD").is_some() {
        match PartnerCredentials::from_env() {
            Ok(credentials) => println!("got {credentials:?}"),
            Err(error) => println!("refused: {error} {error:?}"),
        }
        return;
    }
    let (key, secret) = ("CONNECTPAY_CLIENT_KEY", "CONNECTPAY_CLIENT_SECRET");
    for (variables, expected) in [
        (
            vec![(key, "k3y"), (secret, "s3cret")],
            "got PartnerCredentials",
        ),
        (
            vec![(secret, "s3cret")],
            "refused: the environment variable CONNECTPAY_CLIENT_KEY is not set",
        ),
        (
            vec![(key, "k3y")],
            "refused: the environment variable CONNECTPAY_CLIENT_SECRET is not set",
        ),
        (
            vec![(key, ""), (secret, "s3cret")],
            "the client key is empty",
        ),
        (
            vec![(key, "k3:y"), (secret, "s3cret")],
            "the client key has a colon",
        ),
        (
            vec![(key, "k3y"), (secret, "s3cret\n")],
            "the client secret has a character",
        ),
    ] {
        let output = again_with(TEST, &variables).await;
        assert!(output.contains(expected), "{output}");
        assert!(
            !output.contains("s3cret") && !output.contains("k3"),
            "{output}"
        );
    }
}

#[test]
fn a_proxys_address_is_not_taken_for_the_users_in_production_nor_behind_a_gateway() {
    let token = || AccessToken::new("t0k3n").unwrap();
    let private = [10, 0, 0, 1];
    for (environment, is_refused) in [
        (Environment::Production, true),
        (
            Environment::custom("https://gateway.example").unwrap(),
            true,
        ),
        (Environment::custom("https://10.0.0.9/bank").unwrap(), true),
        (Environment::Stage, false),
        (Environment::custom("http://127.0.0.1:8080").unwrap(), false),
        (Environment::custom("https://localhost").unwrap(), false),
    ] {
        let builder = || {
            let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
            Client::builder(environment.clone(), credentials)
        };
        let refused = builder().build().unwrap().session(token(), private);
        assert_eq!(refused.is_err(), is_refused, "{environment}");
        // Nor is a later address of the user's device accepted.
        let session = builder().build().unwrap().session(token(), [8, 8, 8, 8]);
        let moved = session.unwrap().with_psu_ip(private);
        assert_eq!(moved.is_err(), is_refused, "{environment}");
        let allowed = builder().allow_private_psu_ip(true).build().unwrap();
        assert!(allowed.session(token(), private).is_ok());
        assert!(allowed.session(token(), [8, 8, 8, 8]).is_ok());
    }
}
