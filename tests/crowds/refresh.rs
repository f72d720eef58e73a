//! However many calls wait for a token, it is asked for once.

use std::sync::Arc;
use std::time::Duration;

use connectpay::Result;
use http::StatusCode;

use crate::rotating::Rotating;
use crate::server::Server;
use crate::told;

/// Made up.
#[connectpay::api]
trait Example {
    #[connectpay::endpoint(method = POST, path = "/example/client/things", auth = user)]
    async fn things(&self) -> Result<()>;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn any_number_of_callers_at_expiry_cause_one_refresh() {
    let callers = told("CONNECTPAY_CALLERS", 10_000);
    let expired = |request: &http::Request<_>| match request.headers()["authorization"].to_str() {
        Ok("Bearer token-1") => StatusCode::UNAUTHORIZED,
        _ => StatusCode::NO_CONTENT,
    };
    let (server, source) = (
        Server::deciding(expired),
        Rotating::taking(Duration::from_millis(20)),
    );
    let session = Arc::new(
        server
            .client()
            .session(source.clone(), [192, 0, 2, 7])
            .unwrap(),
    );
    // No call has a token yet. All of them then have the first one refused.
    for round in 1..=2 {
        let calls: Vec<_> = (0..callers)
            .map(|_| {
                let session = Arc::clone(&session);
                tokio::spawn(async move { session.things().await })
            })
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(
            source.refreshes(),
            2,
            "round {round}: the first token and one refresh"
        );
    }
    source.assert_nothing_lost();
    assert!(server.received() <= 3 * callers, "{}", server.received());
}

/// Three callers, a source and a server that wait at random places: a schedule
/// of their threads each time.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn no_schedule_of_three_callers_loses_a_token_or_asks_twice() {
    for schedule in 0..told("CONNECTPAY_SCHEDULES", 2_000) {
        let server = Server::deciding(|request| {
            for _ in 0..fastrand::u32(..64) {
                std::hint::spin_loop();
            }
            match request.headers()["authorization"].to_str() {
                Ok("Bearer token-1") => StatusCode::UNAUTHORIZED,
                _ => StatusCode::NO_CONTENT,
            }
        });
        let source = Rotating::yielding();
        let session = server
            .client()
            .session(source.clone(), [192, 0, 2, 7])
            .unwrap();
        let callers: Vec<_> = (0..3)
            .map(|_| {
                let session = session.clone();
                tokio::spawn(async move {
                    for _ in 0..fastrand::u32(..4) {
                        tokio::task::yield_now().await;
                    }
                    session.things().await
                })
            })
            .collect();
        let gone = fastrand::usize(..6);
        if let Some(caller) = callers.get(gone) {
            caller.abort();
        }
        for caller in callers {
            match caller.await {
                Ok(result) => result.unwrap_or_else(|error| panic!("{schedule}: {error:?}")),
                Err(error) => assert!(error.is_cancelled(), "{error}"),
            }
        }
        session.things().await.unwrap();
        source.assert_nothing_lost();
        assert_eq!(source.refreshes(), 2, "schedule {schedule}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_that_go_away_stop_nobody_and_lose_no_token() {
    let rounds = told("CONNECTPAY_ROUNDS", 50);
    let server = Server::deciding(|_| StatusCode::NO_CONTENT);
    let client = server.client();
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..rounds {
        let source = Rotating::taking(Duration::from_millis(2));
        let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
        let calls: Vec<_> = (0..1_000).map(|_| tokio::spawn(session.things())).collect();
        // One caller leads, and nobody knows which. Half of them go away while they
        // wait.
        let mut gone = 0;
        for call in &calls {
            if random.bool() {
                call.abort();
                gone += 1;
            }
            if random.u8(..) < 4 {
                tokio::time::sleep(Duration::from_micros(random.u64(..2_000))).await;
            }
        }
        let (mut answered, mut ended) = (0, 0);
        for call in calls {
            let ends = tokio::time::timeout(Duration::from_secs(20), call);
            match ends
                .await
                .unwrap_or_else(|_| panic!("round {round}: a caller hangs"))
            {
                Ok(result) => {
                    result.unwrap();
                    answered += 1;
                }
                Err(error) => {
                    assert!(error.is_cancelled(), "{error}");
                    ended += 1;
                }
            }
        }
        assert!(ended <= gone && answered + ended == 1_000);
        assert!(source.refreshes() <= gone + 1, "round {round}");
        // The refresh goes on after its callers have gone, and its token is stored for
        // the next one.
        session.things().await.unwrap();
        source.assert_nothing_lost();
        assert_eq!(source.refreshes(), 1, "round {round}");
    }
}
