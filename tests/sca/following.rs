//! A payment is followed with questions until it ends or the time is over.

use std::time::Duration;

use connectpay::{Followed, Outcome, Stage, until_final};
use tokio::time::Instant;

use crate::bank::{Bank as _, Payment, Script, Step};

const RECEIVED: Step = Step::Answer(200, r#"{"paymentStatus":"RCVD"}"#);
const PENDING: Step = Step::Answer(200, r#"{"paymentStatus":"PDNG"}"#);
const UNHEARD_OF: Step = Step::Answer(200, r#"{"paymentStatus":"XYZW"}"#);
const COMPLETED: Step = Step::Answer(200, r#"{"paymentStatus":"ACSC"}"#);
const REJECTED: Step = Step::Answer(200, r#"{"paymentStatus":"RJCT"}"#);
const UNAVAILABLE: Step = Step::Answer(503, "");

async fn follow(script: &Script, limit: u64) -> connectpay::Result<Followed<Payment>> {
    let session = script.session();
    until_final(|| session.payment("s-1"))
        .within(Duration::from_secs(limit))
        .await
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_asked_for_until_its_status_is_final() {
    let script = Script::new([RECEIVED, PENDING, UNHEARD_OF, COMPLETED]);
    let followed = follow(&script, 60).await.unwrap();
    assert!(matches!(followed, Followed::Completed(payment) if payment.payment_status == "ACSC"));
    assert_eq!(script.arrived(), ["GET /example/client/payments/s-1 "; 4]);

    let script = Script::new([PENDING, REJECTED]);
    assert!(matches!(
        follow(&script, 60).await.unwrap(),
        Followed::Rejected(_)
    ));
}

#[tokio::test(start_paused = true)]
async fn what_is_pending_at_the_end_of_the_time_is_no_error_and_no_end() {
    let script = Script::new([PENDING]);
    let begun = Instant::now();
    let followed = follow(&script, 60).await.unwrap();
    assert!(matches!(followed, Followed::StillPending(_)));
    assert!(begun.elapsed() <= Duration::from_mins(1));
    // The pauses grow from one second to at most fifteen.
    let asked = script.arrived().len();
    assert!((4..=9).contains(&asked), "{asked}");

    // A limit of zero asks once.
    let followed = follow(&Script::new([PENDING]), 0).await.unwrap();
    assert!(matches!(followed, Followed::StillPending(_)));
    let forever = follow(&Script::new([PENDING, COMPLETED]), u64::MAX).await;
    assert!(matches!(forever.unwrap(), Followed::Completed(_)));
}

#[tokio::test(start_paused = true)]
async fn the_last_question_comes_in_the_last_two_seconds() {
    for limit in [2, 5, 8, 12, 20, 60, 600] {
        // The pauses are random, so once is not enough.
        for _ in 0..20 {
            let begun = Instant::now();
            let followed = follow(&Script::new([PENDING]), limit).await.unwrap();
            assert!(matches!(followed, Followed::StillPending(_)));
            let left = Duration::from_secs(limit).saturating_sub(begun.elapsed());
            assert!(left < Duration::from_secs(2), "{left:?} of {limit} s left");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_connectpay_asks_for_is_not_cut_short() {
    let script = || Script::new([Step::Busy("60"), COMPLETED]);
    let begun = Instant::now();
    let followed = follow(&script(), 100).await.unwrap();
    assert!(matches!(followed, Followed::Completed(_)));
    assert!(begun.elapsed() >= Duration::from_mins(1));
    // The pause is longer than the time that is left.
    let script = script();
    assert_eq!(
        follow(&script, 50).await.unwrap_err().status().unwrap(),
        503
    );
    assert_eq!(script.arrived().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_passes_does_not_end_it() {
    let failing = [
        PENDING,
        UNAVAILABLE,
        Step::Cut,
        Step::NoConnection,
        UNAVAILABLE,
        COMPLETED,
    ];
    let followed = follow(&Script::new(failing), 120).await.unwrap();
    assert!(matches!(followed, Followed::Completed(_)));
    // An earlier answer says more than a failure at the end.
    let followed = follow(&Script::new([PENDING, UNAVAILABLE]), 30)
        .await
        .unwrap();
    assert!(matches!(followed, Followed::StillPending(_)));
    let error = follow(&Script::new([UNAVAILABLE]), 30).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_lasts_ends_it_and_so_does_the_session() {
    let script = Script::new([PENDING, Step::Answer(404, "")]);
    assert_eq!(
        follow(&script, 60).await.unwrap_err().status().unwrap(),
        404
    );
    assert_eq!(script.arrived().len(), 2);
    let script = Script::new([PENDING, Step::Answer(401, "")]);
    assert!(follow(&script, 60).await.unwrap_err().is_session_expired());
}

#[tokio::test(start_paused = true)]
async fn a_question_that_is_not_answered_ends_with_the_time() {
    let begun = Instant::now();
    let followed = follow(&Script::new([PENDING, Step::Silence]), 10)
        .await
        .unwrap();
    assert!(matches!(followed, Followed::StillPending(_)));
    assert_eq!(begun.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn the_first_question_ends_with_the_time_too() {
    for limit in [1, 5] {
        let begun = Instant::now();
        let script = Script::new([Step::Silence]);
        let error = follow(&script, limit).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(begun.elapsed(), Duration::from_secs(limit));
    }
}

#[tokio::test]
async fn nothing_but_a_get_is_asked() {
    let script = Script::new([PENDING]);
    let session = script.session();
    let error = until_final(|| session.payment_by_post()).await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert_eq!(script.arrived().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn other_words_can_be_named() {
    let script = Script::new([COMPLETED, UNHEARD_OF]);
    let session = script.session();
    let followed = until_final(|| session.payment("s-1"))
        .completed_by(&["XYZW"])
        .rejected_by(&["NOPE"])
        .await;
    assert!(matches!(followed.unwrap(), Followed::Completed(_)));
}
