//! What a call's error says about the reason why there is no token.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::tokens::{SessionExpired, TokenSource};
use connectpay::{AccessToken, BoxError, Error, Outcome, Stage};

use crate::declared::UserManagement as _;
use crate::recorder::Recorder;

/// A login service that answers with this status, perhaps within an error of the
/// application.
#[derive(Clone)]
struct Answering {
    status: u16,
    retry_after: Option<&'static str>,
    is_wrapped: bool,
    asked: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Wrapped(Error);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the login service did not help")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl TokenSource for Answering {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answer = http::Response::builder().status(self.status);
        if let Some(wait) = self.retry_after {
            answer = answer.header("retry-after", wait);
        }
        let error = Error::from_response(answer.body("".into())?);
        Err(if self.is_wrapped {
            Wrapped(error).into()
        } else {
            error.into()
        })
    }
}

async fn failure(status: u16, retry_after: Option<&'static str>, is_wrapped: bool) -> Error {
    let recorder = Recorder::answering(204, "");
    let source = Answering {
        status,
        retry_after,
        is_wrapped,
        asked: Arc::default(),
    };
    let client = recorder.client();
    let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
    let error = session.logout().await.unwrap_err();
    assert_eq!(source.asked.load(Ordering::SeqCst), 1);
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
    error
}

#[tokio::test(start_paused = true)]
async fn a_login_service_that_asks_to_wait_makes_the_call_transient_with_that_wait() {
    for is_wrapped in [false, true] {
        let error = failure(503, Some("7"), is_wrapped).await;
        assert!(error.is_transient());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        // The status comes from the login service and is not ConnectPay's answer to the
        // call.
        assert_eq!(error.status(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_refuses_makes_it_neither_transient_nor_the_end_of_the_session() {
    let error = failure(400, None, false).await;
    assert!(!error.is_transient() && !error.is_session_expired());
    assert_eq!(error.retry_after(), None);
}

/// Wraps the error in another.
#[derive(Debug)]
struct Refused(SessionExpired);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the login service refused the refresh token")
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

struct Ended;

impl TokenSource for Ended {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        Err(Refused(SessionExpired).into())
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_session_is_found_among_the_causes() {
    let recorder = Recorder::answering(204, "");
    let session = recorder.client().session(Ended, [192, 0, 2, 7]).unwrap();
    let error = session.logout().await.unwrap_err();
    assert!(error.is_session_expired());
    let text = error.to_string();
    assert!(text.contains("a session that has ended"), "{text}");
}

/// A source whose token has ended, or that passes on the token's own error.
struct Kept {
    token: AccessToken,
    is_renewed: bool,
}

impl TokenSource for Kept {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        if self.is_renewed {
            return Ok(self.token.clone());
        }
        self.token.token().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_ended_when_it_comes_is_not_the_end_of_the_session() {
    let ended = AccessToken::new("abc").unwrap();
    let ended = ended.with_age(Duration::from_hours(1));
    for (is_renewed, ends_session) in [(true, false), (false, true)] {
        let source = Kept {
            token: ended.clone(),
            is_renewed,
        };
        let recorder = Recorder::answering(204, "");
        let session = recorder.client().session(source, [192, 0, 2, 7]).unwrap();
        let error = session.logout().await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Authenticate, Outcome::NotSent)
        );
        assert_eq!(error.is_session_expired(), ends_session, "{error}");
        assert_eq!(error.is_transient(), !ends_session, "{error}");
        assert_eq!(recorder.received().len(), 0);
    }
}
