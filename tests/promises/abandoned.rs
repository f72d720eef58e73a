//! A question for a token that nobody waits for any more leaves nothing stale behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::{SessionExpired, TokenSource};
use connectpay::{AccessToken, BoxError, Session};
use futures_util::FutureExt as _;

use crate::declared::UserManagement as _;
use crate::recorder::Recorder;

/// Answers 3 seconds after a question: the first few times that the session has ended,
/// then with `token-1`, `token-2` and so on.
#[derive(Clone, Default)]
struct Slow {
    asked: Arc<AtomicUsize>,
    ended: usize,
    lives: Option<Duration>,
}

impl TokenSource for Slow {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::time::sleep(Duration::from_secs(3)).await;
        if number <= self.ended {
            return Err(SessionExpired.into());
        }
        let token = AccessToken::new(format!("token-{number}"))?;
        Ok(token.with_lifetime(self.lives.unwrap_or(Duration::from_mins(5))))
    }
}

impl Slow {
    fn session(&self, recorder: &Recorder) -> Session {
        let client = recorder.client();
        client.session(self.clone(), [192, 0, 2, 7]).unwrap()
    }
}

fn tokens_sent(recorder: &Recorder) -> Vec<String> {
    let received = recorder.received();
    let sent = |request: &crate::recorder::Received| {
        let header = request.header("authorization").unwrap();
        header.to_owned()
    };
    received.iter().map(sent).collect()
}

async fn abandon(session: &Session) {
    let call = session.logout().timeout(Duration::from_secs(2));
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn its_answer_is_used_by_the_next_call_that_comes_in_time() {
    let (recorder, source) = (Recorder::answering(204, ""), Slow::default());
    let session = source.session(&recorder);
    abandon(&session).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    session.logout().await.unwrap();
    assert_eq!(tokens_sent(&recorder), ["Bearer token-1"]);
}

#[tokio::test(start_paused = true)]
async fn its_answer_is_not_sent_after_the_end_of_the_token() {
    let (recorder, source) = (Recorder::answering(204, ""), Slow::default());
    let session = source.session(&recorder);
    abandon(&session).await;
    tokio::time::sleep(Duration::from_mins(10)).await;
    session.logout().await.unwrap();
    assert_eq!(tokens_sent(&recorder), ["Bearer token-2"]);
}

#[tokio::test(start_paused = true)]
async fn its_failure_is_not_given_to_a_later_call() {
    let recorder = Recorder::answering(204, "");
    let source = Slow {
        ended: 1,
        ..Slow::default()
    };
    let session = source.session(&recorder);
    abandon(&session).await;
    tokio::time::sleep(Duration::from_hours(1)).await;
    // The user has logged in again since.
    session.logout().await.unwrap();
    assert_eq!(tokens_sent(&recorder), ["Bearer token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_not_sent_by_a_caller_that_is_polled_after_its_end() {
    let recorder = Recorder::answering(204, "");
    let lives = Some(Duration::from_secs(10));
    let source = Slow {
        lives,
        ..Slow::default()
    };
    let session = source.session(&recorder);
    let mut call = std::pin::pin!(session.logout());
    assert!(call.as_mut().now_or_never().is_none());
    // Nobody polls the call for a while, as when a machine is too busy.
    tokio::time::sleep(Duration::from_secs(20)).await;
    call.await.unwrap();
    assert_eq!(tokens_sent(&recorder), ["Bearer token-2"]);
}
