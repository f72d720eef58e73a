//! A session asks for a token when it needs one, once for all who wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Outcome, RetryPolicy, Session, Stage};

use crate::declared::UserManagement as _;
use crate::recorder::Recorder;
use crate::scripted::{Scripted, Step};

/// Gives `token-1`, `token-2` and so on, a second after it was asked.
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
    // Its life counts from before it was asked for, a second ago.
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

/// A login service that answers in two steps, one at a time for all users, and
/// is broken the first so many times.
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

/// An error of the service's own.
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
        // Here the old refresh token is spent; the new one must be stored.
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
    // Due 10 seconds before its end, which counts from before it was asked for.
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
    // The source's own error is there to be found.
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
    // With a token that stays the same, the session is over.
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
    use crate::scripted::answer;

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

/// A session against a server that wants the user to authenticate in another
/// way (RFC 9470), as these headers say it, one a line.
fn stepping_up(source: &Counting, challenges: &'static str) -> (Session, Scripted) {
    let headers = challenges
        .lines()
        .map(|challenge| ("www-authenticate", challenge.to_owned()));
    let server = Scripted::new([Step::Answer(401, headers.collect())]);
    let client = server.client();
    (
        client.session(source.clone(), [192, 0, 2, 7]).unwrap(),
        server,
    )
}

#[tokio::test(start_paused = true)]
async fn a_call_for_stronger_authentication_is_the_callers_and_ends_no_session() {
    for challenge in [
        r#"Bearer error="insufficient_user_authentication""#,
        r#"Bearer realm="a, b", error="insufficient_user_authentication", acr_values="urn:sca", max_age=300"#,
        r#"Basic realm="error=\"none\"", bearer ERROR=insufficient_user_authentication"#,
        r#"DPoP algs="ES256", error="insufficient_user_authentication""#,
        "Basic\nBearer error=\"insufficient_user_authentication\"",
        "=,=\nBearer error=\"insufficient_user_authentication\"",
    ] {
        let source = Counting::default();
        let (session, server) = stepping_up(&source, challenge);
        for calls in 1..3 {
            let error = session.logout().await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), 401);
            assert_eq!(error.outcome(), Outcome::Rejected);
            assert!(!error.is_session_expired(), "{challenge}");
            // Neither sent again, nor with another token the next time.
            assert_eq!((server.count(), source.asked()), (calls, 1), "{challenge}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_challenge_is_a_token_that_was_refused() {
    for challenge in [
        "Bearer",
        r#"Bearer error="invalid_token", error_description="insufficient_user_authentication""#,
        r#"Bearer realm="error=insufficient_user_authentication""#,
        "insufficient_user_authentication",
        "=,=,\"",
    ] {
        let source = Counting::default();
        let (session, server) = stepping_up(&source, challenge);
        let error = session.logout().await.unwrap_err();
        assert_eq!((server.count(), source.asked()), (2, 2), "{challenge}");
        assert!(error.is_session_expired(), "{challenge}");
    }
}
