//! Whatever a server does, a payment reaches it at most once, the client knows what the
//! server may have done, and every call ends in time.
//!
//! `CONNECTPAY_FAULT_ROUNDS` says how often everything is played.

mod client;
mod http1;
mod http1_bodies;
mod http2;
mod play;
mod redirects;
mod script;
mod statuses;
mod tls;

use crate::play::play_all;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_received_once_its_outcome_is_true_and_it_ends_in_time_over_http1() {
    let mut scripts = http1::scripts();
    scripts.extend(http1_bodies::scripts());
    scripts.extend(statuses::over_http1());
    play_all(scripts).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_received_once_its_outcome_is_true_and_it_ends_in_time_over_http2() {
    let mut scripts = http2::scripts();
    scripts.extend(statuses::over_http2());
    play_all(scripts).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_over_a_connection_that_is_not_to_be_trusted() {
    play_all(tls::scripts()).await;
}

/// A list that lost its entries would prove nothing.
#[test]
fn there_are_more_than_two_hundred_scripts_and_no_name_twice() {
    let all = [
        http1::scripts(),
        http1_bodies::scripts(),
        statuses::over_http1(),
        http2::scripts(),
        statuses::over_http2(),
        tls::scripts(),
    ];
    let mut names: Vec<String> = all
        .into_iter()
        .flatten()
        .map(|script| script.name)
        .collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two scripts have one name");
    assert!(count > 200, "{count}");
}
