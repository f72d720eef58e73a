//! Every call ends, and no answer is too large to hold.

mod sizes;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Client, Environment, Outcome, Stage};

use crate::declared::{NewUser, UserManagement as _};
use crate::recorder::{Recorder, credentials};

const USER: NewUser = NewUser {
    email: "a@example.com",
};

fn client(router: Router) -> connectpay::ClientBuilder {
    Client::builder(
        Environment::custom("http://localhost").unwrap(),
        credentials(),
    )
    .transport(router)
}

fn never() -> Router {
    Router::new().fallback(async || std::future::pending::<()>().await)
}

/// Sends a byte per second, forever.
fn dripping() -> Router {
    let drip = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, std::io::Error>(Bytes::from_static(b" ")), ()))
    });
    let drip = std::sync::Mutex::new(Some(drip));
    let body = move || drip.lock().unwrap().take().map(Body::from_stream);
    let body = std::sync::Arc::new(body);
    Router::new().fallback(move || {
        let body = body();
        async move { body.unwrap() }
    })
}

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_after_15_seconds_and_its_outcome_is_unknown() {
    for router in [never(), dripping()] {
        let begun = tokio::time::Instant::now();
        let error = client(router)
            .build()
            .unwrap()
            .create_user(&USER)
            .await
            .unwrap_err();
        assert_eq!(begun.elapsed().as_secs(), 15);
        assert!(error.is_timeout() && error.is_transient());
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Transport, Outcome::Unknown)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_own_limit() {
    let begun = tokio::time::Instant::now();
    let client = client(never()).build().unwrap();
    let error = client
        .create_user(&USER)
        .timeout(Duration::from_secs(2))
        .await
        .unwrap_err();
    assert_eq!(begun.elapsed().as_secs(), 2);
    assert!(error.is_timeout());
}

struct Silent;

impl TokenSource for Silent {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_a_token_ends_after_10_seconds_with_nothing_sent() {
    let begun = tokio::time::Instant::now();
    let session = client(never())
        .build()
        .unwrap()
        .session(Silent, [192, 0, 2, 1])
        .unwrap();
    let error = session.logout().await.unwrap_err();
    assert_eq!(begun.elapsed().as_secs(), 10);
    assert!(error.is_timeout());
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
}

#[tokio::test(start_paused = true)]
async fn the_call_s_limit_covers_the_wait_for_a_token() {
    let begun = tokio::time::Instant::now();
    let session = client(never())
        .build()
        .unwrap()
        .session(Silent, [192, 0, 2, 1])
        .unwrap();
    let error = session
        .logout()
        .timeout(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert_eq!(begun.elapsed().as_secs(), 3);
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Authenticate, Outcome::NotSent)
    );
}

#[tokio::test]
async fn a_call_whose_time_is_up_is_not_sent() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let client = recorder.client();
    for _ in 0..100 {
        let error = client
            .create_user(&USER)
            .timeout(Duration::ZERO)
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Transport, Outcome::NotSent)
        );
        assert!(error.is_timeout());
        assert_eq!(
            error.to_string(),
            "POST /baas-sca/user-management/partner/users: the time limit of 0ns ended before \
             the request was begun, so nothing was sent; \
             `Call::timeout`, `ClientBuilder::timeout` and `ClientBuilder::attempt_timeout` set others"
        );
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn an_attempt_that_may_take_no_time_is_not_sent() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let builder = recorder.builder().attempt_timeout(Duration::ZERO);
    let error = builder.build().unwrap().create_user(&USER).await;
    let error = error.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(
        error.to_string().contains("before the request was begun"),
        "{error}"
    );
    assert_eq!(recorder.received().len(), 0);
}

/// A source that notes that it was asked.
struct Asked(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl TokenSource for Asked {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        self.0.store(true, std::sync::atomic::Ordering::SeqCst);
        Ok(AccessToken::new("t0k3n")?)
    }
}

#[tokio::test]
async fn a_call_whose_time_is_up_asks_for_no_token() {
    let (recorder, asked) = (Recorder::answering(204, ""), std::sync::Arc::default());
    let source = Asked(std::sync::Arc::clone(&asked));
    let session = recorder.client().session(source, [192, 0, 2, 7]).unwrap();
    let error = session.logout().timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_timeout());
    assert!(error.to_string().contains("before the request was begun"));
    tokio::task::yield_now().await;
    assert!(!asked.load(std::sync::atomic::Ordering::SeqCst));
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_whose_body_is_slow_is_a_refusal_all_the_same() {
    let router = Router::new().fallback(async || {
        let begun =
            futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"no"))]);
        let never = futures_util::stream::pending();
        let body = Body::from_stream(futures_util::StreamExt::chain(begun, never));
        (http::StatusCode::UNPROCESSABLE_ENTITY, body)
    });
    let error = client(router)
        .build()
        .unwrap()
        .create_user(&USER)
        .await
        .unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Service, Outcome::Rejected)
    );
    assert_eq!(error.service().unwrap().body(), "no");
}

/// A service that is never ready, such as one behind a limit.
#[derive(Clone)]
struct Busy;

impl tower::Service<http::Request<connectpay::transport::RequestBody>> for Busy {
    type Response = http::Response<Body>;
    type Error = std::convert::Infallible;
    type Future = std::future::Pending<Result<Self::Response, Self::Error>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Pending
    }

    fn call(&mut self, _: http::Request<connectpay::transport::RequestBody>) -> Self::Future {
        std::future::pending()
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_is_not_ready_was_not_sent_anything() {
    let environment = Environment::custom("http://localhost").unwrap();
    let client = Client::builder(environment, credentials())
        .transport(Busy)
        .build()
        .unwrap();
    let error = client.create_user(&USER).await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Transport, Outcome::NotSent)
    );
    assert!(error.is_timeout() && error.is_transient());
}

#[tokio::test]
async fn limits_without_end_are_no_overflow() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let endless = recorder
        .builder()
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .token_timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .build()
        .unwrap();
    endless.create_user(&USER).await.unwrap();
    crate::recorder::session(&endless).logout().await.unwrap();
}
