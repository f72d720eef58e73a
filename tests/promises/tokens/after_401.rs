//! A 401 drops the token, and the request is sent once more with another one if
//! that is safe.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectpay::{Outcome, RetryPolicy, Session, Stage};

use super::Counting;
use crate::declared::UserManagement as _;
use crate::recorder::Recorder;
use crate::scripted::{Scripted, Step, answer};

/// A session against a server that answers 401 to all but these tokens.
fn accepting(source: &Counting, tokens: &'static [&'static str]) -> (Session, Arc<AtomicUsize>) {
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let router = axum::Router::new().fallback(async move |headers: http::HeaderMap| {
        counted.fetch_add(1, Ordering::SeqCst);
        let token = headers["authorization"].to_str().unwrap();
        if tokens
            .iter()
            .any(|accepted| token == format!("Bearer {accepted}"))
        {
            http::StatusCode::NO_CONTENT
        } else {
            http::StatusCode::UNAUTHORIZED
        }
    });
    let environment = connectpay::Environment::custom("http://localhost").unwrap();
    let client = connectpay::Client::builder(environment, crate::recorder::credentials())
        .transport(router)
        .build()
        .unwrap();
    (
        client.session(source.clone(), [192, 0, 2, 7]).unwrap(),
        sent,
    )
}

#[tokio::test(start_paused = true)]
async fn a_401_is_answered_with_another_token_once() {
    let source = Counting::default();
    let (session, sent) = accepting(&source, &["token-2"]);
    session.logout().await.unwrap();
    assert_eq!((source.asked(), sent.load(Ordering::SeqCst)), (2, 2));
    // The token that was accepted is kept.
    session.logout().await.unwrap();
    assert_eq!((source.asked(), sent.load(Ordering::SeqCst)), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn a_second_401_is_the_callers() {
    let source = Counting::default();
    let (session, sent) = accepting(&source, &[]);
    let error = session.logout().await.unwrap_err();
    assert_eq!((source.asked(), sent.load(Ordering::SeqCst)), (2, 2));
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Service, Outcome::Rejected)
    );
    assert!(error.is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn a_fixed_token_that_is_answered_401_is_not_sent_again() {
    let recorder = Recorder::answering(401, "");
    let error = recorder.session().logout().await.unwrap_err();
    assert_eq!(recorder.received().len(), 1);
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Service, Outcome::Rejected)
    );
    assert!(error.is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn a_partners_401_is_not_sent_again() {
    let recorder = Recorder::answering(401, "");
    let user = crate::declared::NewUser {
        email: "a@example.com",
    };
    let error = recorder.client().create_user(&user).await.unwrap_err();
    assert_eq!(recorder.received().len(), 1);
    assert!(!error.is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn a_401_drops_its_own_token_and_not_a_newer_one() {
    let source = Counting::default();
    let (session, _) = accepting(&source, &["token-2"]);
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(session.logout())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_policy_of_one_attempt_sends_nothing_again_after_a_401_and_has_the_next_token() {
    for policy in [RetryPolicy::never(), RetryPolicy::default().attempts(0)] {
        let source = Counting::default();
        let (session, sent) = accepting(&source, &["token-2"]);
        let error = session.logout().retry(policy).await.unwrap_err();
        assert_eq!(sent.load(Ordering::SeqCst), 1);
        assert_eq!(error.status().unwrap().as_u16(), 401);
        assert_eq!(error.outcome(), Outcome::Rejected);
        // The user need not log in again: there is another token.
        assert!(!error.is_session_expired());
        session.logout().retry(RetryPolicy::never()).await.unwrap();
        assert_eq!((source.asked(), sent.load(Ordering::SeqCst)), (2, 2));
    }
    // If the token stays the same, the session is over.
    let recorder = Recorder::answering(401, "");
    let session = recorder.session();
    let error = session.logout().retry(RetryPolicy::never()).await;
    assert!(error.unwrap_err().is_session_expired());
    assert_eq!(recorder.received().len(), 1);
}

/// Made up.
#[connectpay::api(base = "/example/client", auth = user)]
trait Passwords {
    #[connectpay::endpoint(method = POST, path = "/verify", once)]
    async fn verify(&self) -> connectpay::Result<()>;

    #[connectpay::endpoint(method = GET, path = "/consume", once)]
    async fn consume(&self) -> connectpay::Result<()>;
}

#[tokio::test(start_paused = true)]
async fn what_is_declared_once_is_not_even_sent_again_after_a_401() {
    let source = Counting::default();
    let (session, sent) = accepting(&source, &["token-2"]);
    let error = session.verify().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Service, Outcome::Rejected)
    );
    assert!(!error.is_session_expired());
    assert_eq!(sent.load(Ordering::SeqCst), 1);
    session.verify().await.unwrap();
    assert_eq!((source.asked(), sent.load(Ordering::SeqCst)), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn what_is_declared_once_is_sent_again_only_if_it_was_certainly_not_sent() {
    for (step, attempts) in [
        (Step::NoConnection, 3),
        (Step::Cut, 1),
        (Step::Silence, 1),
        (answer(429), 1),
        (answer(503), 1),
        (answer(401), 1),
    ] {
        for call in [Passwords::verify, Passwords::consume] {
            let server = Scripted::new([step.clone()]);
            let session = server.client().session(Counting::default(), [192, 0, 2, 7]);
            call(&session.unwrap()).await.unwrap_err();
            assert_eq!(server.count(), attempts, "{step:?}");
        }
    }
}
