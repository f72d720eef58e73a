//! A fake can fail with every error of a real call, and the error looks the same.

use std::time::Duration;

use bytes::Bytes;
use connectpay::tokens::{SessionExpired, TokenSource};
use connectpay::{AccessToken, BoxError, Call, Error, Outcome, RequestId, Stage};
use http::{Response, StatusCode};

use crate::canaries::printed;
use crate::declared::{Example as _, NewUser, UserManagement as _};
use crate::recorder::Recorder;
use crate::retries::Things as _;
use crate::scripted::{Scripted, Step};

const USER: NewUser = NewUser {
    email: "a@example.com",
};

/// Everything that a program can ask an error. Only a real call has an endpoint.
#[derive(Debug, PartialEq)]
struct Answers {
    how_far: (Stage, Outcome),
    is: [bool; 3],
    retry_after: Option<Duration>,
    service: Option<(StatusCode, Bytes)>,
}

fn answers(error: &Error) -> Answers {
    Answers {
        how_far: (error.stage(), error.outcome()),
        is: [
            error.is_timeout(),
            error.is_transient(),
            error.is_session_expired(),
        ],
        retry_after: error.retry_after(),
        service: error
            .service()
            .map(|answer| (answer.status(), answer.body().clone())),
    }
}

fn message(error: &Error) -> String {
    let shown = error.to_string();
    let prefix = error
        .endpoint()
        .map(|it| format!("{} {}: ", it.method(), it.path()));
    shown
        .strip_prefix(&prefix.unwrap_or_default())
        .unwrap()
        .to_owned()
}

async fn assert_same(fake: Error, real: Error) {
    let fake = Call::<()>::ready(Err(fake)).await.unwrap_err();
    assert_eq!(answers(&fake), answers(&real));
    assert_eq!(message(&fake), message(&real));
}

#[tokio::test(start_paused = true)]
async fn a_fake_can_have_sent_nothing() {
    let real = Scripted::new([Step::NoConnection]).client().pay().await;
    let fake = Error::not_sent("connection refused");
    assert!(printed(&fake).contains("connection refused"));
    assert_same(fake, real.unwrap_err()).await;
}

#[tokio::test(start_paused = true)]
async fn a_fake_can_leave_the_outcome_open() {
    let real = Scripted::new([Step::Cut]).client().pay().await;
    let fake = Error::unknown_outcome("the connection was reset");
    assert!(printed(&fake).contains("the connection was reset"));
    assert_same(fake, real.unwrap_err()).await;
}

#[tokio::test(start_paused = true)]
async fn a_fake_can_run_into_a_time_limit_before_and_after_it_was_sent() {
    let client = Scripted::new([Step::Silence]).client();
    let limit = Duration::from_secs(15);
    let real = client.pay().await.unwrap_err();
    assert_same(Error::timeout(limit), real).await;
    let real = client.pay().timeout(Duration::ZERO).await.unwrap_err();
    assert_same(Error::timeout_not_sent(Duration::ZERO), real).await;
}

#[tokio::test]
async fn a_fake_can_refuse_with_a_body_and_answer_what_cannot_be_read() {
    let answer = |status: u16, body: &'static str| {
        let mut answer = Response::new(Bytes::from_static(body.as_bytes()));
        *answer.status_mut() = status.try_into().unwrap();
        answer.extensions_mut().insert(RequestId::new("id-1"));
        answer
    };
    for status in [409, 422, 429, 500, 503] {
        let real = Recorder::answering(status, "no")
            .client()
            .create_user(&USER)
            .await;
        let fake = Error::from_response(answer(status, "no"));
        assert_eq!(fake.request_id(), Some("id-1"));
        assert_same(fake, real.unwrap_err()).await;
    }
    let real = Recorder::answering(200, "7")
        .client()
        .numbers()
        .await
        .unwrap_err();
    let fake = Error::from_unreadable_response(answer(200, "7"));
    assert_eq!(fake.request_id(), Some("id-1"));
    assert_eq!(answers(&fake), answers(&real));
    assert!(message(&fake).starts_with("ConnectPay answered 200 OK"));
}

/// A user who has to log in again.
struct Ended;

impl TokenSource for Ended {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        Err(SessionExpired.into())
    }
}

#[tokio::test]
async fn a_fake_can_have_a_session_that_has_ended() {
    let client = Recorder::answering(204, "").client();
    let session = client.session(Ended, [192, 0, 2, 7]).unwrap();
    let real = session.logout().await.unwrap_err();
    assert_same(Error::from(SessionExpired), real).await;
}
