//! A source that is asked on each call.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectpay::tokens::{SessionExpired, TokenSource};
use connectpay::{AccessToken, BoxError, Client, Environment};
use http::StatusCode;
use tokio::time::{Instant, advance, sleep};

use crate::declared::UserManagement as _;
use crate::recorder::{Recorder, credentials};

/// Keeps `token-1`, and the next one after that is refused.
#[derive(Clone)]
struct Kept {
    number: Arc<AtomicUsize>,
    asked: Arc<AtomicUsize>,
    /// How long each answer takes, in milliseconds; `None` is a failure.
    takes: Arc<Mutex<Option<u64>>>,
    /// Whether the answer is that the session has ended.
    ends: Arc<AtomicBool>,
}

impl Kept {
    fn taking(milliseconds: u64) -> Self {
        Self {
            number: Arc::new(AtomicUsize::new(1)),
            asked: Arc::default(),
            takes: Arc::new(Mutex::new(Some(milliseconds))),
            ends: Arc::default(),
        }
    }

    fn set(&self, takes: Option<u64>) {
        *self.takes.lock().unwrap() = takes;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenSource for Kept {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        // The token that is kept when the question comes, whatever happens on the way
        // back.
        let number = self.number.load(Ordering::SeqCst);
        let takes = *self.takes.lock().unwrap();
        let ends = self.ends.load(Ordering::SeqCst);
        sleep(Duration::from_millis(takes.ok_or("the store is down")?)).await;
        if ends {
            return Err(SessionExpired.into());
        }
        Ok(AccessToken::new(format!("token-{number}"))?)
    }

    fn refused(&self, _: &AccessToken) {
        self.number.fetch_add(1, Ordering::SeqCst);
    }

    fn is_asked_for_each_call(&self) -> bool {
        true
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_has_a_good_token_waits_a_quarter_of_a_second_for_it() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(0));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    for asked in 1..=3 {
        session.logout().await.unwrap();
        assert_eq!(source.asked(), asked);
    }
    source.set(Some(9_000));
    let begun = Instant::now();
    session.logout().await.unwrap();
    let waited = begun.elapsed();
    assert!(waited < Duration::from_millis(260), "{waited:?}");
    assert_eq!(recorder.received().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn one_that_failed_is_left_alone_for_a_second_while_the_token_is_good() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(0));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    session.logout().await.unwrap();
    source.set(None);
    for asked in 2..=4 {
        for _ in 0..20 {
            session.logout().await.unwrap();
        }
        assert_eq!(source.asked(), asked);
        advance(Duration::from_secs(1)).await;
    }
    advance(Duration::from_mins(5)).await;
    session.logout().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_while_it_is_given_again_is_not_sent_again() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let received = Arc::clone(&sent);
    let router = axum::Router::new().fallback(async move |headers: http::HeaderMap| {
        let token = headers["authorization"].to_str().unwrap().to_owned();
        let is_known = token != "Bearer token-1";
        received.lock().unwrap().push(token);
        sleep(Duration::from_millis(50)).await;
        if is_known {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::UNAUTHORIZED
        }
    });
    let environment = Environment::custom("http://localhost").unwrap();
    let client = Client::builder(environment, credentials()).transport(router);
    let source = Kept::taking(100);
    let session = client.build().unwrap();
    let session = session.session(source.clone(), [192, 0, 2, 7]).unwrap();
    // One call is sent at 100 ms and refused at 150 ms; the other asks at 120 ms and
    // gets its answer at 220 ms.
    let first = tokio::spawn(session.logout());
    sleep(Duration::from_millis(120)).await;
    let second = tokio::spawn(session.logout());
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(
        *sent.lock().unwrap(),
        ["Bearer token-1", "Bearer token-2", "Bearer token-2"]
    );
    assert_eq!(source.asked(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_call_is_given_no_answer_to_a_question_that_began_before_it() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(100));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    session.logout().await.unwrap();
    let earlier = tokio::spawn(session.logout());
    sleep(Duration::from_millis(50)).await;
    // The user logs out and in again, while the earlier call's answer is on its way.
    source.number.store(2, Ordering::SeqCst);
    session.logout().await.unwrap();
    earlier.await.unwrap().unwrap();
    let sent = recorder.received();
    let sent = sent.iter().map(|request| request.header("authorization"));
    let tokens = ["Bearer token-1", "Bearer token-1", "Bearer token-2"];
    assert!(sent.eq(tokens.map(Some)));
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_began_before_a_call_is_not_its_own() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(100));
    source.ends.store(true, Ordering::SeqCst);
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    let earlier = tokio::spawn(session.logout());
    sleep(Duration::from_millis(50)).await;
    // The user logs in.
    source.ends.store(false, Ordering::SeqCst);
    session.logout().await.unwrap();
    let earlier = earlier.await.unwrap().unwrap_err();
    assert!(earlier.is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn calls_that_begin_together_share_one_question_and_those_amid_it_the_next() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(100));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    let burst = || (0..1_000).map(|_| tokio::spawn(session.logout()));
    let mut calls: Vec<_> = burst().collect();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(source.asked(), 1);
    calls.extend(burst());
    sleep(Duration::from_millis(25)).await;
    assert_eq!(source.asked(), 1, "one question is under way at a time");
    calls.extend(burst());
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(source.asked(), 2);
    assert_eq!(recorder.received().len(), 3_000);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_has_a_good_token_waits_as_long_for_an_earlier_question_and_its_own() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(0));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    session.logout().await.unwrap();
    source.set(Some(200));
    let earlier = tokio::spawn(session.logout());
    sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    session.logout().await.unwrap();
    let waited = begun.elapsed();
    assert!(waited < Duration::from_millis(260), "{waited:?}");
    earlier.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_because_of_calls_that_have_all_gone_away() {
    let (recorder, source) = (Recorder::answering(204, ""), Kept::taking(1_000));
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    let earlier = tokio::spawn(session.logout());
    sleep(Duration::from_millis(50)).await;
    for _ in 0..10 {
        let gone = tokio::time::timeout(Duration::from_millis(10), session.logout()).await;
        assert!(gone.is_err());
    }
    earlier.await.unwrap().unwrap();
    sleep(Duration::from_mins(1)).await;
    assert_eq!(source.asked(), 1);
}
