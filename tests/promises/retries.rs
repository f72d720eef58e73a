//! Only what is safe is tried again.

use std::time::{Duration, SystemTime};

use connectpay::{Outcome, Result, RetryPolicy, Stage};
use tokio::time::Instant;

use crate::scripted::{Scripted, Step, answer, answer_after};

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub(crate) trait Things {
    #[connectpay::endpoint(method = GET, path = "/things")]
    async fn list(&self) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/things")]
    async fn pay(&self) -> Result<()>;

    #[connectpay::endpoint(method = PUT, path = "/things", idempotent)]
    async fn set(&self) -> Result<()>;

    #[connectpay::endpoint(method = DELETE, path = "/things")]
    async fn remove(&self) -> Result<()>;
}

/// How often a GET, a POST, an idempotent PUT and a DELETE are sent if every attempt
/// goes this way.
async fn attempts(step: Step) -> [usize; 4] {
    let mut counts = [0; 4];
    for (index, count) in counts.iter_mut().enumerate() {
        let server = Scripted::new([step.clone()]);
        let client = server.client();
        let call = match index {
            0 => client.list(),
            1 => client.pay(),
            2 => client.set(),
            _ => client.remove(),
        };
        let error = call.await.unwrap_err();
        *count = server.count();
        let certainly_not_sent = matches!(step, Step::NoConnection | Step::NoTrust);
        assert_eq!(
            error.outcome() == Outcome::NotSent,
            certainly_not_sent,
            "{error}"
        );
    }
    counts
}

#[tokio::test(start_paused = true)]
async fn what_was_certainly_not_sent_is_tried_three_times_whatever_it_is() {
    assert_eq!(attempts(Step::NoConnection).await, [3, 3, 3, 3]);
}

#[tokio::test(start_paused = true)]
async fn what_was_perhaps_sent_is_tried_again_only_if_it_is_idempotent() {
    assert_eq!(attempts(Step::Cut).await, [3, 1, 3, 1]);
    for status in [429, 502, 503, 504] {
        assert_eq!(attempts(answer(status)).await, [3, 1, 3, 1], "{status}");
    }
    // The limits are 15 seconds per attempt and 30 seconds per call.
    assert_eq!(attempts(Step::Silence).await, [2, 1, 2, 1]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_will_not_change_is_not_asked_for_again() {
    for status in [300, 307, 400, 401, 403, 404, 408, 409, 422, 425, 500, 501] {
        assert_eq!(attempts(answer(status)).await, [1, 1, 1, 1], "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_of_tls_is_never_tried_again() {
    assert_eq!(attempts(Step::NoTrust).await, [1, 1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn what_one_attempt_may_have_done_a_later_one_does_not_undo() {
    for last in [Step::NoConnection, answer(409)] {
        let server = Scripted::new([Step::Cut, last]);
        let error = server.client().set().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_succeeds_ends_the_call() {
    let server = Scripted::new([Step::NoConnection, answer(200)]);
    server.client().pay().await.unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn idempotency_key_and_request_id_stay_and_are_on_the_error() {
    let server = Scripted::new([Step::NoConnection]);
    let error = server
        .client()
        .pay()
        .idempotency_key("key-1")
        .await
        .unwrap_err();
    let attempts = server.attempts();
    assert_eq!(attempts.len(), 3);
    let id = error.request_id().unwrap();
    assert_eq!(id.len(), 36);
    for attempt in &attempts {
        assert_eq!(attempt.headers["idempotency-key"], "key-1");
        assert_eq!(attempt.headers["x-request-id"], id);
    }
    let other = server.client().pay().await.unwrap_err();
    assert_ne!(other.request_id().unwrap(), id);
    let own = server
        .client()
        .pay()
        .header("X-Request-ID", "mine")
        .await
        .unwrap_err();
    assert_eq!(own.request_id(), Some("mine"));
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_up_to_its_limit() {
    for (value, waited) in [("0", 0), ("7", 7), ("10", 10)] {
        let server = Scripted::new([answer_after(503, value), answer(200)]);
        server.client().list().await.unwrap();
        let attempts = server.attempts();
        let pause = attempts[1].at - attempts[0].at;
        let waited = Duration::from_secs(waited);
        assert!(pause >= waited, "{value}: {pause:?}");
        // Callers that were told the same must not come back in step.
        assert!(
            pause <= waited + Duration::from_secs(2),
            "{value}: {pause:?}"
        );
    }
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(8));
    let server = Scripted::new([answer_after(503, &date), answer(200)]);
    server.client().list().await.unwrap();
    let attempts = server.attempts();
    assert!((6..=10).contains(&(attempts[1].at - attempts[0].at).as_secs()));
}

#[tokio::test(start_paused = true)]
async fn callers_who_were_told_the_same_wait_do_not_come_back_together() {
    let mut pauses = Vec::new();
    for _ in 0..32 {
        let server = Scripted::new([answer_after(429, "1"), answer(200)]);
        server.client().list().await.unwrap();
        let attempts = server.attempts();
        pauses.push(attempts[1].at - attempts[0].at);
    }
    pauses.sort();
    let spread = pauses[31].saturating_sub(pauses[0]);
    assert!(spread > Duration::from_millis(500), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_is_too_long_ends_the_call_and_is_kept() {
    for (value, kept) in [("11", 11), ("86400", 86_400)] {
        let server = Scripted::new([answer_after(503, value)]);
        let error = server.client().list().await.unwrap_err();
        assert_eq!(server.count(), 1);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(kept)));
    }
    // This holds even if the call's own limit is shorter.
    let server = Scripted::new([answer_after(503, "5")]);
    let begun = Instant::now();
    let error = server
        .client()
        .list()
        .timeout(Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!((server.count(), begun.elapsed().as_secs()), (1, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
}

#[tokio::test(start_paused = true)]
async fn nonsense_in_retry_after_is_as_none() {
    for value in ["", "-1", "soon", "1.5"] {
        let server = Scripted::new([answer_after(503, value)]);
        let begun = Instant::now();
        let error = server.client().list().await.unwrap_err();
        assert_eq!(server.count(), 3, "{value}");
        assert_eq!(error.retry_after(), None);
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test(start_paused = true)]
async fn the_policy_is_the_clients_and_the_calls() {
    let server = Scripted::new([Step::NoConnection]);
    let patient = server
        .builder()
        .retry(RetryPolicy::default().attempts(5))
        .build()
        .unwrap();
    patient.pay().await.unwrap_err();
    assert_eq!(server.count(), 5);
    patient.pay().retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!(server.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_limit_with_all_its_attempts() {
    let server = Scripted::new([Step::Silence]);
    let begun = Instant::now();
    let error = server.client().list().await.unwrap_err();
    assert_eq!(begun.elapsed().as_secs(), 30);
    assert!(error.is_timeout());
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Transport, Outcome::Unknown)
    );
}

#[tokio::test(start_paused = true)]
async fn a_dead_server_is_not_buried_under_retries() {
    let server = Scripted::new([Step::NoConnection]);
    let client = server.client();
    for _ in 0..100 {
        let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.list())).collect();
        for call in calls {
            call.await.unwrap().unwrap_err();
        }
        tokio::time::advance(Duration::from_millis(100)).await;
    }
    let attempts = server.count();
    assert!(attempts <= 12_500, "{attempts} attempts for 10,000 calls");
    assert!(attempts > 10_000, "no call was tried again");
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_the_time_limit_forbids_costs_the_others_none() {
    let server = Scripted::new([answer_after(503, "5")]);
    let client = server.client();
    // More calls than the budget covers.
    for _ in 0..200 {
        let call = client.list().timeout(Duration::from_secs(5));
        call.await.unwrap_err();
    }
    assert_eq!(server.count(), 200);
    client.list().await.unwrap_err();
    assert_eq!(server.count(), 203);
}

/// This does not compile if the type is `Copy`. A policy may later hold something that
/// cannot be `Copy`, such as a function of the user.
#[test]
fn a_policy_can_grow_beyond_what_is_copied() {
    trait AmbiguousIfCopy<Why> {
        fn is_named() -> bool {
            true
        }
    }
    struct Copied;
    impl<T> AmbiguousIfCopy<()> for T {}
    impl<T: Copy> AmbiguousIfCopy<Copied> for T {}
    assert!(<RetryPolicy as AmbiguousIfCopy<_>>::is_named());
}
