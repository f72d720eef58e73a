//! The least certain attempt of a call decides its outcome, and the message agrees.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::{SessionExpired, TokenSource};
use connectpay::{AccessToken, BoxError, Error, Outcome, Stage};

use crate::canaries::printed;
use crate::declared::UserManagement as _;
use crate::retries::Things as _;
use crate::scripted::{Scripted, Step, answer};

fn causes(error: &Error) -> Vec<String> {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    causes
}

/// From the most certain to the least certain.
const ORDER: [Outcome; 3] = [Outcome::NotSent, Outcome::Rejected, Outcome::Unknown];

fn rank(outcome: Outcome) -> usize {
    ORDER.iter().position(|other| *other == outcome).unwrap()
}

#[tokio::test(start_paused = true)]
async fn of_all_attempts_the_one_that_leaves_most_open_decides_also_in_words() {
    let steps = [
        (Step::NoConnection, Outcome::NotSent),
        (answer(429), Outcome::Rejected),
        (answer(409), Outcome::Rejected),
        (answer(503), Outcome::Unknown),
        (Step::Cut, Outcome::Unknown),
    ];
    for (first, of_first) in &steps {
        for (second, of_second) in &steps {
            for (third, of_third) in &steps {
                let server = Scripted::new([first.clone(), second.clone(), third.clone()]);
                let error = server.client().set().await.unwrap_err();
                let made = [of_first, of_second, of_third].into_iter();
                let most = made.take(server.count()).max_by_key(|&&it| rank(it));
                assert_eq!(
                    error.outcome(),
                    *most.unwrap(),
                    "{first:?} {second:?} {third:?}"
                );
                let shown = error.to_string();
                let says_not_sent = shown.contains("nothing was sent");
                assert_eq!(
                    says_not_sent,
                    error.outcome() == Outcome::NotSent,
                    "{shown}"
                );
                let is_refusal = error.stage() == Stage::Service;
                assert_eq!(shown.contains("answered"), is_refusal, "{shown}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_causes_of_the_earlier_and_of_the_later_attempts_are_all_to_be_found() {
    let server = Scripted::new([Step::Cut, Step::NoConnection]);
    let error = server.client().set().await.unwrap_err();
    assert_eq!((server.count(), error.outcome()), (3, Outcome::Unknown));
    // The cause is the last attempt, as the error that it would have been alone.
    let last: &Error = error.source().unwrap().downcast_ref().unwrap();
    assert_eq!(last.outcome(), Outcome::NotSent);
    let causes = causes(&error);
    let [last, its_cause, middle, the_cause_of_that, first] = causes.as_slice() else {
        panic!("{causes:#?}");
    };
    for later in [last, middle] {
        assert!(later.starts_with("in a later attempt, there was no connection"));
    }
    for cause in [its_cause, the_cause_of_that] {
        assert!(cause.contains("connection refused"), "{cause}");
        assert!(
            cause.ends_with("the attempt before it had failed"),
            "{cause}"
        );
    }
    assert_eq!(first, "the connection was reset");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_after_an_unclear_attempt_is_kept_as_the_cause() {
    let server = Scripted::new([Step::Cut, answer(409)]);
    let error = server.client().set().await.unwrap_err();
    assert_eq!((error.status(), error.outcome()), (None, Outcome::Unknown));
    let later: &Error = error.source().unwrap().downcast_ref().unwrap();
    assert_eq!(later.status().unwrap().as_u16(), 409);
    assert_eq!(later.service().unwrap().body(), "[]");
}

/// Gives one token, and then this result.
#[derive(Clone)]
struct OneToken {
    asked: Arc<AtomicUsize>,
    then: fn() -> BoxError,
}

impl TokenSource for OneToken {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(AccessToken::new("t0k3n")?),
            _ => Err((self.then)()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_401_stays_a_401_whatever_the_source_says_then() {
    let cases: [(fn() -> BoxError, bool); 2] = [
        (|| "the login service is down".into(), false),
        (|| SessionExpired.into(), true),
    ];
    for (then, is_session_expired) in cases {
        let source = OneToken {
            asked: Arc::default(),
            then,
        };
        let server = Scripted::new([answer(401)]);
        let session = server.client().session(source, [192, 0, 2, 7]).unwrap();
        let error = session.logout().await.unwrap_err();
        assert_eq!(server.count(), 1);
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Service, Outcome::Rejected)
        );
        assert_eq!(error.status().unwrap().as_u16(), 401);
        assert!(!error.to_string().contains("nothing was sent"), "{error}");
        assert_eq!(error.is_session_expired(), is_session_expired);
        assert!(printed(&error).contains(&then().to_string()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_that_ends_after_an_unclear_attempt_has_ended_all_the_same() {
    let server = Scripted::new([Step::Cut, answer(401)]);
    let token = AccessToken::new("t0k3n").unwrap();
    let session = server.client().session(token, [192, 0, 2, 7]).unwrap();
    let error = session.note().await.unwrap_err();
    assert_eq!((server.count(), error.outcome()), (2, Outcome::Unknown));
    assert!(error.is_session_expired());
}

/// Made up.
#[connectpay::api(base = "/example/client", auth = user)]
trait Notes {
    #[connectpay::endpoint(method = PUT, path = "/note", idempotent)]
    async fn note(&self) -> connectpay::Result<()>;
}

#[tokio::test(start_paused = true)]
async fn the_end_of_time_after_an_unclear_attempt_leaves_the_outcome_open() {
    // The first answer comes when there is no time left for a second attempt.
    let server = Scripted::new([Step::Silence]);
    let client = server
        .builder()
        .attempt_timeout(Duration::from_secs(4))
        .timeout(Duration::from_secs(4))
        .build()
        .unwrap();
    let error = client.set().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!printed(&error).contains("nothing was sent"));
}
