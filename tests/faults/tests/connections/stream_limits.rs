//! The limit of streams at once (RFC 9113, 5.1.2): calls beyond it wait or get another
//! connection, and none fails because of it.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay_faults::{Event, Frame, Http2, Http2Server, Ledger};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_rustls::server::TlsStream;

use crate::client::{CARRIERS, Carrier, Kind, trusted};

const CALLS: u32 = 64;

/// What a server allows at first, and after this many answers of a connection.
type Plan = &'static [(usize, u32)];

/// What a server saw and does not want.
#[derive(Debug, Default)]
struct Excess {
    /// Streams above the limit that the client had acknowledged.
    known: AtomicUsize,
    /// Streams above a limit that it had not yet acknowledged.
    unknown: AtomicUsize,
}

struct Limited<'a> {
    connection: Http2,
    open: BTreeSet<u32>,
    whole: BTreeSet<u32>,
    /// What the client has acknowledged.
    acknowledged: Option<u32>,
    announced: VecDeque<u32>,
    excess: &'a Excess,
    /// Whether it refuses what came before its first settings were acknowledged.
    is_strict: bool,
}

impl Limited<'_> {
    async fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Acknowledged => self.acknowledged = self.announced.pop_front(),
            Event::Begun(stream) => {
                self.open.insert(stream);
                let open = self.open.len();
                let is_above = |limit: &u32| open > *limit as usize;
                if self.acknowledged.as_ref().is_some_and(is_above) {
                    self.excess.known.fetch_add(1, Ordering::SeqCst);
                } else if self.acknowledged.is_none() && self.announced.iter().all(is_above) {
                    self.excess.unknown.fetch_add(1, Ordering::SeqCst);
                    if self.is_strict {
                        self.open.remove(&stream);
                        let refusal = Frame::reset(stream, Frame::REFUSED_STREAM);
                        self.connection.send(&[refusal]).await?;
                    }
                }
            }
            Event::Whole(stream) if self.open.contains(&stream) => {
                self.whole.insert(stream);
            }
            Event::Whole(_) => {}
            Event::Reset(stream) => {
                self.open.remove(&stream);
                self.whole.remove(&stream);
            }
        }
        Ok(())
    }
}

async fn serve(
    stream: TlsStream<TcpStream>,
    plan: Plan,
    ledger: &Ledger,
    excess: &Excess,
    is_strict: bool,
) -> io::Result<()> {
    let setting = |limit| (Frame::MAX_CONCURRENT_STREAMS, limit);
    let mut plan = plan.iter().copied();
    let first = plan.next().map(|(_, limit)| limit);
    let settings: Vec<_> = first.map(setting).into_iter().collect();
    // Late enough for the client to have given a call the connection by then.
    sleep(Duration::from_millis(10)).await;
    let mut limited = Limited {
        connection: Http2::begin(stream, &settings, ledger).await?,
        open: BTreeSet::new(),
        whole: BTreeSet::new(),
        acknowledged: None,
        announced: first.into_iter().collect(),
        excess,
        is_strict,
    };
    let mut next = plan.next();
    let mut answered = 0;
    loop {
        // Long enough for the client to send as many as it thinks it may.
        let until = Instant::now() + Duration::from_millis(10);
        while let Ok(event) = timeout_at(until, limited.connection.event()).await {
            limited.take(event?).await?;
        }
        if let Some((_, limit)) = next.filter(|(after, _)| answered >= *after) {
            let settings = Frame::settings(&[setting(limit)]);
            limited.connection.send(&[settings]).await?;
            limited.announced.push_back(limit);
            next = plan.next();
        }
        while let Some(stream) = limited.whole.pop_first() {
            limited.connection.answer(stream).await?;
            limited.open.remove(&stream);
            answered += 1;
        }
    }
}

/// Returns how many connections it took.
async fn call_all_at_once(carrier: Carrier, plan: Plan) -> usize {
    let ledger = Ledger::default();
    let excess = Arc::new(Excess::default());
    // reqwest does not wait for the server's settings, and does not distinguish its
    // errors.
    let is_strict = carrier == Carrier::BuiltIn;
    let (written, seen) = (ledger.clone(), excess.clone());
    let server = Http2Server::start(trusted(), move |stream, _| {
        let (ledger, excess) = (written.clone(), seen.clone());
        async move {
            // It ends when the client goes.
            let _end = serve(stream, plan, &ledger, &excess, is_strict).await;
        }
    })
    .await;
    let client = carrier.builder(&server.base_url()).build().unwrap();
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let call = Kind::Post.call(&client, number);
        calls.spawn(async move { (number, call.await) });
    }
    let about = format!("{carrier:?}, {plan:?}");
    for (number, result) in calls.join_all().await {
        assert_eq!(result.expect(&about), number, "{about}");
    }
    for (number, fate) in ledger.calls() {
        assert_eq!(fate.perhaps_processed, 1, "call {number}, {about}");
    }
    assert_eq!(ledger.without_body(), 0, "{about}");
    assert_eq!(excess.known.load(Ordering::SeqCst), 0, "{about}");
    if carrier == Carrier::BuiltIn && plan[0].1 > 0 {
        // The client sends one, and waits for the server's first settings.
        assert_eq!(excess.unknown.load(Ordering::SeqCst), 0, "{about}");
    }
    let accepted = server.connections().accepted();
    assert!(
        accepted <= CALLS as usize,
        "{accepted} connections, {about}"
    );
    accepted
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_of_streams_is_kept_and_fails_no_call() {
    for carrier in CARRIERS {
        call_all_at_once(carrier, &[(0, 1)]).await;
        call_all_at_once(carrier, &[(0, 4)]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_of_streams_that_changes_while_calls_wait_is_kept() {
    for carrier in CARRIERS {
        call_all_at_once(carrier, &[(0, 1), (1, 16)]).await;
        call_all_at_once(carrier, &[(0, 16), (1, 1)]).await;
        call_all_at_once(carrier, &[(0, 4), (4, 1), (6, 8), (8, 2)]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_no_streams_for_a_while_is_waited_for() {
    // 10 ms each.
    const PLAN: [(usize, u32); 31] = {
        let mut plan = [(0, 0); 31];
        plan[30] = (0, 64);
        plan
    };
    for carrier in CARRIERS {
        let connections = call_all_at_once(carrier, &PLAN).await;
        // Until the first connection shows the limit, others are worth a try.
        assert!(connections <= 4, "{connections} connections, {carrier:?}");
    }
}
