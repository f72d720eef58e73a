//! How often a request is sent at most.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectpay::tokens::TokenSource;
use connectpay::{AccessToken, BoxError, Outcome, Result};

use crate::retries::Things as _;
use crate::scripted::{Scripted, Step, answer};

/// Made up.
#[connectpay::api(base = "/example/client", auth = user)]
trait Notes {
    #[connectpay::endpoint(method = PUT, path = "/note", idempotent)]
    async fn note(&self) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/payment")]
    async fn pay(&self) -> Result<()>;
}

/// Gives another token each time.
#[derive(Clone, Default)]
struct Numbered(Arc<AtomicUsize>);

impl TokenSource for Numbered {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Ok(AccessToken::new(format!("token-{number}"))?)
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_is_sent_three_times_at_the_most_and_once_more_after_a_users_401() {
    let unauthorized = || answer(401);
    for (steps, most) in [
        (vec![Step::Cut], 3),
        (vec![Step::NoConnection], 3),
        (vec![answer(503)], 3),
        (vec![unauthorized()], 2),
        (vec![unauthorized(), Step::Cut], 4),
        (vec![Step::Cut, Step::Cut, unauthorized(), Step::Cut], 4),
        (
            vec![unauthorized(), Step::Cut, unauthorized(), Step::Cut],
            3,
        ),
    ] {
        let server = Scripted::new(steps.clone());
        let session = server.client().session(Numbered::default(), [192, 0, 2, 7]);
        session.unwrap().note().await.unwrap_err();
        assert_eq!(server.count(), most, "{steps:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_not_sent_again_once_it_may_have_been_carried_out() {
    for before in [vec![], vec![Step::NoConnection; 2], vec![answer(401)]] {
        for (last, outcome) in [
            (Step::Cut, Outcome::Unknown),
            (Step::Silence, Outcome::Unknown),
            (answer(503), Outcome::Unknown),
            (answer(408), Outcome::Unknown),
            (answer(429), Outcome::Rejected),
        ] {
            let steps = [before.clone(), vec![last]].concat();
            let sent = steps.len();
            let server = Scripted::new(steps.clone());
            let session = server.client().session(Numbered::default(), [192, 0, 2, 7]);
            let error = session.unwrap().pay().await.unwrap_err();
            assert_eq!(
                (server.count(), error.outcome()),
                (sent, outcome),
                "{steps:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_need_no_retry_earn_some_for_those_that_do() {
    let mut retries = Vec::new();
    for successes in [0, 1_000] {
        let mut steps = vec![answer(200); successes];
        steps.push(Step::NoConnection);
        let server = Scripted::new(steps);
        let client = server.client();
        for _ in 0..successes {
            client.list().await.unwrap();
        }
        let failing: Vec<_> = (0..1_000).map(|_| tokio::spawn(client.list())).collect();
        for call in failing {
            call.await.unwrap().unwrap_err();
        }
        retries.push(server.count() - successes - 1_000);
    }
    let [without, with] = retries[..] else {
        unreachable!("two rounds");
    };
    // A fifth of the earlier calls, plus what a client has in the beginning.
    assert!((250..=350).contains(&without), "{without}");
    assert!(
        (150..=250).contains(&(with - without)),
        "{with} and {without}"
    );
}
