//! A session asks for a token when it needs one, once for all who wait.

mod after_401;
mod login_service;
mod step_up;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Outcome, Session, Stage};

use crate::declared::UserManagement as _;
use crate::recorder::Recorder;

/// Gives `token-1`, `token-2` and so on, a second after each question.
#[derive(Clone, Default)]
struct Counting {
    asked: Arc<AtomicUsize>,
    fails: bool,
}

impl TokenSource for Counting {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::time::sleep(Duration::from_secs(1)).await;
        if self.fails {
            return Err("the login service is down".into());
        }
        Ok(AccessToken::new(format!("token-{number}"))?)
    }
}

impl Counting {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn session(&self, recorder: &Recorder) -> Session {
        recorder
            .client()
            .session(self.clone(), [192, 0, 2, 7])
            .unwrap()
    }
}

fn tokens_sent(recorder: &Recorder) -> Vec<String> {
    let received = recorder.received();
    received
        .iter()
        .map(|request| request.header("authorization").unwrap().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_session_asks_for_nothing_until_its_first_call_and_then_once_for_all() {
    let (recorder, source) = (Recorder::answering(204, ""), Counting::default());
    let session = source.session(&recorder);
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert_eq!(source.asked(), 0);
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(session.clone().logout()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(source.asked(), 1);
    assert!(
        tokens_sent(&recorder)
            .iter()
            .all(|token| token == "Bearer token-1")
    );
}

#[tokio::test(start_paused = true)]
async fn the_next_token_is_asked_for_30_seconds_before_the_end_inside_a_call() {
    let (recorder, source) = (Recorder::answering(204, ""), Counting::default());
    let session = source.session(&recorder);
    session.logout().await.unwrap();
    // Its life counts from the moment before the question, a second ago.
    tokio::time::sleep(Duration::from_secs(268)).await;
    session.logout().await.unwrap();
    assert_eq!(source.asked(), 1);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(source.asked(), 1);
    session.logout().await.unwrap();
    assert_eq!(source.asked(), 2);
    assert_eq!(
        tokens_sent(&recorder),
        ["Bearer token-1", "Bearer token-1", "Bearer token-2"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_stops_nobody_and_loses_no_token() {
    let (recorder, source) = (Recorder::answering(204, ""), Counting::default());
    let session = source.session(&recorder);
    let first = tokio::time::timeout(Duration::from_millis(500), session.logout()).await;
    assert!(first.is_err());
    assert_eq!(source.asked(), 1);
    session.logout().await.unwrap();
    assert_eq!(source.asked(), 1);
    assert_eq!(tokens_sent(&recorder), ["Bearer token-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_and_the_next_call_asks_again() {
    let recorder = Recorder::answering(204, "");
    let source = Counting {
        fails: true,
        ..Counting::default()
    };
    let session = source.session(&recorder);
    let (first, second) = tokio::join!(session.logout(), session.logout());
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Authenticate, Outcome::NotSent)
        );
        let cause = std::error::Error::source(&error).unwrap();
        assert_eq!(cause.to_string(), "the login service is down");
    }
    assert_eq!(source.asked(), 1);
    session.logout().await.unwrap_err();
    assert_eq!(source.asked(), 2);
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_expired_fixed_token_is_an_error_with_nothing_sent() {
    let recorder = Recorder::answering(204, "");
    let session = recorder.session();
    tokio::time::sleep(Duration::from_secs(299)).await;
    session.logout().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let error = session.logout().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    assert!(error.to_string().contains("expired"), "{error}");
    assert!(error.is_session_expired());
    assert_eq!(recorder.received().len(), 1);
}
