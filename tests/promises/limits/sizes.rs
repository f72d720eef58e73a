//! No answer is too large to hold.

use axum::Router;
use axum::routing::{get, post};
use connectpay::{Outcome, Stage};

use super::client;
use crate::declared::Example as _;

fn sized(status: u16, bytes: usize) -> Router {
    let status = http::StatusCode::from_u16(status).unwrap();
    let body = move || async move { (status, vec![b'x'; bytes]) };
    Router::new().fallback(get(body).merge(post(body)))
}

#[tokio::test]
async fn an_answer_larger_than_its_limit_is_an_error() {
    let limited = |bytes| {
        client(sized(200, bytes))
            .max_answer_bytes(1000)
            .build()
            .unwrap()
    };
    assert_eq!(limited(1000).thing(1, "o").await.unwrap().len(), 1000);
    let error = limited(1001).thing(1, "o").await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Decode, Outcome::Unknown)
    );
    assert!(error.to_string().contains("1000 bytes"), "{error}");
}

#[tokio::test]
async fn an_answer_is_limited_to_16_mib_unless_set() {
    const LIMIT: usize = 16 * 1024 * 1024;
    let client_for = |bytes| client(sized(200, bytes)).build().unwrap();
    assert_eq!(client_for(LIMIT).thing(1, "o").await.unwrap().len(), LIMIT);
    assert!(client_for(LIMIT + 1).thing(1, "o").await.is_err());
}

#[tokio::test]
async fn a_refusal_is_kept_up_to_its_limit() {
    for (bytes, kept) in [
        (10, 10),
        (64 * 1024, 64 * 1024),
        (64 * 1024 + 1, 64 * 1024),
        (1 << 24, 64 * 1024),
    ] {
        let error = client(sized(400, bytes))
            .build()
            .unwrap()
            .thing(1, "o")
            .await
            .unwrap_err();
        assert_eq!(error.service().unwrap().body().len(), kept);
    }
}

#[tokio::test]
async fn the_size_of_an_answer_can_be_set_for_a_call() {
    let client = client(sized(200, 1001))
        .max_answer_bytes(1000)
        .build()
        .unwrap();
    assert!(client.thing(1, "o").await.is_err());
    assert_eq!(
        client
            .thing(1, "o")
            .max_answer_bytes(1001)
            .await
            .unwrap()
            .len(),
        1001
    );
}
