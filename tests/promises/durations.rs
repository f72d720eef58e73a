//! Whatever a duration is set to, nothing panics and nothing counts as its opposite.

use std::time::Duration;

use axum::Router;
use axum::routing::post;
use connectpay::{AccessToken, Client, ClientBuilder, Environment, Outcome, RetryPolicy};
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::declared::UserManagement as _;
use crate::recorder::{Recorder, credentials, session};
use crate::retries::Things as _;
use crate::scripted::{Scripted, answer, answer_after};

/// The durations of a client, by name.
type Setting = (&'static str, fn(ClientBuilder, Duration) -> ClientBuilder);

const SETTINGS: [Setting; 6] = [
    ("timeout", ClientBuilder::timeout),
    ("attempt_timeout", ClientBuilder::attempt_timeout),
    ("token_timeout", ClientBuilder::token_timeout),
    ("connect_timeout", ClientBuilder::connect_timeout),
    ("idle_timeout", ClientBuilder::idle_timeout),
    ("retry", |builder, limit| builder.retry(patient(limit))),
];

fn patient(limit: Duration) -> RetryPolicy {
    RetryPolicy::default()
        .first_delay(limit)
        .max_delay(limit)
        .max_retry_after(limit)
}

/// A client on each transport.
fn clients(url: &str) -> [ClientBuilder; 2] {
    let client = || Client::builder(Environment::custom(url).unwrap(), credentials());
    [client(), client().reqwest()]
}

async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(post(async || StatusCode::NO_CONTENT));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn burst(builder: ClientBuilder) -> Vec<connectpay::Result<()>> {
    let session = session(&builder.build().unwrap());
    let mut answers = Vec::new();
    // The second call uses connections that the first has left.
    for _ in 0..2 {
        let calls: Vec<_> = (0..20).map(|_| tokio::spawn(session.logout())).collect();
        for call in calls {
            answers.push(call.await.unwrap());
        }
    }
    answers
}

#[tokio::test]
async fn every_duration_of_a_client_may_be_without_end() {
    let url = server().await;
    for client in clients(&url) {
        let set_all = |builder, (_, set): &Setting| set(builder, Duration::MAX);
        for answer in burst(SETTINGS.iter().fold(client, set_all)).await {
            answer.unwrap();
        }
    }
}

#[tokio::test]
async fn every_duration_of_a_client_may_be_zero() {
    let url = server().await;
    for (name, set) in SETTINGS {
        for client in clients(&url) {
            for answer in burst(set(client, Duration::ZERO)).await {
                match answer {
                    Ok(()) => assert!(!matches!(name, "timeout" | "attempt_timeout")),
                    Err(error) => {
                        assert_eq!(error.outcome(), Outcome::NotSent, "{name}: {error}");
                        assert!(error.is_timeout(), "{name}: {error}");
                    }
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn pauses_without_end_and_of_no_length_are_no_overflow() {
    for asked in ["0", "1", "18446744073709551615", "99999999999999999999"] {
        let server = Scripted::new([answer_after(503, asked)]);
        let client = server.client();
        let call = client.list().timeout(Duration::MAX);
        let call = call.retry(patient(Duration::MAX));
        // The call is over or waits for ages.
        if let Ok(ended) = timeout(Duration::from_hours(1), call).await {
            ended.unwrap_err();
        }
    }
    let server = Scripted::new([answer(503)]);
    let call = server.client().list().retry(patient(Duration::ZERO));
    call.await.unwrap_err();
    assert_eq!(server.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_token_lives_for_ever_or_not_at_all_and_is_as_old_as_it_is_said_to_be() {
    let token = || AccessToken::new("abc").unwrap();
    for (token, is_good) in [
        (token().with_lifetime(Duration::MAX), true),
        (token().with_lifetime(Duration::ZERO), false),
        (token().with_age(Duration::ZERO), true),
        (token().with_age(Duration::from_hours(24 * 365 * 40)), false),
        (token().with_age(Duration::MAX), false),
    ] {
        let recorder = Recorder::answering(204, "");
        let session = recorder.client().session(token.clone(), [192, 0, 2, 7]);
        let answer = session.unwrap().logout().await;
        assert_eq!(answer.is_ok(), is_good, "{token:?}");
        assert_eq!(recorder.received().len(), usize::from(is_good), "{token:?}");
    }
}
