//! A login service that is slow, fails or panics: nobody waits in vain, and no token
//! is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Outcome, Stage};

use super::tokens_sent;
use crate::declared::UserManagement as _;
use crate::recorder::Recorder;

/// A login service that answers in two steps, serves one user at a time, and panics the
/// first few times.
#[derive(Clone, Default)]
struct Login {
    asked: Arc<AtomicUsize>,
    stored: Arc<AtomicUsize>,
    panics: usize,
    fails_after: Option<usize>,
    lives: Option<Duration>,
    turn: Arc<tokio::sync::Mutex<()>>,
    refused: Arc<AtomicUsize>,
}

/// The service's own error.
#[derive(Debug)]
struct Down;

impl std::fmt::Display for Down {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the login service is down")
    }
}

impl std::error::Error for Down {}

impl TokenSource for Login {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        assert!(number > self.panics, "the login service has a bug");
        if self.fails_after.is_some_and(|good| number > good) {
            return Err(Down.into());
        }
        let _turn = self.turn.lock().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        // By now the old refresh token is spent, so the new one must be stored.
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.stored.fetch_add(1, Ordering::SeqCst);
        let token = AccessToken::new(format!("token-{number}"))?;
        Ok(token.with_lifetime(self.lives.unwrap_or(Duration::from_mins(5))))
    }

    fn refused(&self, _: &AccessToken) {
        self.refused.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(start_paused = true)]
async fn a_question_goes_on_to_its_end_when_all_who_waited_are_gone() {
    let (recorder, login) = (Recorder::answering(204, ""), Login::default());
    let session = recorder
        .client()
        .session(login.clone(), [192, 0, 2, 7])
        .unwrap();
    for _ in 0..3 {
        let gone = tokio::time::timeout(Duration::from_millis(500), session.logout()).await;
        assert!(gone.is_err());
    }
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(login.stored.load(Ordering::SeqCst), 1);
    session.logout().await.unwrap();
    assert_eq!(tokens_sent(&recorder), ["Bearer token-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_keeps_no_lock_of_the_source() {
    let (recorder, login) = (Recorder::answering(204, ""), Login::default());
    let client = recorder.client();
    let [first, second] =
        [7, 8].map(|host| client.session(login.clone(), [192, 0, 2, host]).unwrap());
    let gone = tokio::time::timeout(Duration::from_millis(500), first.logout()).await;
    assert!(gone.is_err());
    second.logout().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_once_fails_one_call() {
    let recorder = Recorder::answering(204, "");
    let login = Login {
        panics: 1,
        ..Login::default()
    };
    let session = recorder.client().session(login, [192, 0, 2, 7]).unwrap();
    let error = session.logout().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    session.logout().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_failure_costs_nothing_while_the_token_is_still_good() {
    let recorder = Recorder::answering(204, "");
    let lives = Some(Duration::from_secs(100));
    let login = Login {
        fails_after: Some(1),
        lives,
        ..Login::default()
    };
    let session = recorder
        .client()
        .session(login.clone(), [192, 0, 2, 7])
        .unwrap();
    session.logout().await.unwrap();
    // The token is due 10 seconds before its end, which counts from the moment before
    // the question.
    tokio::time::sleep(Duration::from_secs(90)).await;
    for _ in 0..50 {
        session.logout().await.unwrap();
    }
    assert_eq!(login.asked.load(Ordering::SeqCst), 2, "asked again at once");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let error = session.logout().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    // The source's own error is among the causes.
    assert!(std::error::Error::source(&error).unwrap().is::<Down>());
}

#[tokio::test(start_paused = true)]
async fn a_source_is_told_of_the_token_that_was_refused() {
    let recorder = Recorder::answering(401, "");
    let login = Login::default();
    let session = recorder
        .client()
        .session(login.clone(), [192, 0, 2, 7])
        .unwrap();
    session.logout().await.unwrap_err();
    assert_eq!(login.refused.load(Ordering::SeqCst), 1);
}
