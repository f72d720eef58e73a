//! Measures what it costs to build a request before anything is sent.

use std::future::Future;
use std::hint::black_box;
use std::time::Instant;

use super::{HeapNow, per, to_f64};
use crate::peers::{Hyper, Idiomatic, Payments as _, Peer as _, Target, in_memory};
use crate::work::{Payment, Result};

/// How much of a POST is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Build {
    /// reqwest by hand: a `reqwest::Request`.
    Reqwest,
    /// hyper-util by hand: an `http::Request`.
    Hyper,
    /// This library: the call that its method returns.
    Connectpay,
    /// This library: the call and everything around an HTTP client that answers at
    /// once.
    ConnectpayInMemory,
}

/// Time in nanoseconds and allocations per build.
pub(crate) async fn build(what: Build, count: usize, heap: HeapNow) -> Result<(f64, f64)> {
    let target = Target {
        base_url: "http://127.0.0.1:1".to_owned(),
        root: None,
    };
    let payment = Payment::example();
    match what {
        Build::Reqwest => {
            let peer = Idiomatic::new(&target)?;
            repeat(count, heap, || async {
                black_box(peer.build_post(&payment))
            })
            .await
        }
        Build::Hyper => {
            let peer = Hyper::new(&target)?;
            repeat(count, heap, || async {
                black_box(peer.build_post(&payment))
            })
            .await
        }
        Build::Connectpay => {
            let client = in_memory()?;
            repeat(count, heap, || async {
                drop(black_box(client.pay(&payment)))
            })
            .await
        }
        Build::ConnectpayInMemory => {
            let client = in_memory()?;
            repeat(count, heap, || async {
                black_box(client.pay(&payment).raw().await)
            })
            .await
        }
    }
}

async fn repeat<F: Future>(
    count: usize,
    heap: HeapNow,
    once: impl Fn() -> F,
) -> Result<(f64, f64)> {
    for _ in 0..count / 10 {
        drop(once().await);
    }
    let (before, begun) = (heap(), Instant::now());
    for _ in 0..count {
        drop(once().await);
    }
    let (time, after) = (begun.elapsed(), heap());
    Ok((
        time.as_secs_f64() * 1e9 / to_f64(count),
        per(after.allocations - before.allocations, count),
    ))
}
