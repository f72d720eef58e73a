//! What a child process does: it makes calls as one peer and says what they cost it.

use std::future::Future;
use std::hint::black_box;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::peers::{
    BuiltIn, Clientix, Feignhttp, Hyper, Idiomatic, Name, OnReqwest, Payments as _, Peer,
    Progenitor, Retrofit, Ruma, Rustify, Target, Tuned, in_memory,
};
use crate::work::{self, Payment, Result};

/// Heap of the process since it began, as the counting allocator sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heap {
    /// Allocations, with those that grow one.
    pub allocations: usize,
    /// Bytes allocated.
    pub bytes: usize,
    /// Bytes allocated and not freed.
    pub live: usize,
}

/// How the heap is looked at, where it is counted.
pub type HeapNow = fn() -> Heap;

/// What some calls cost.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// CPU time per call in nanoseconds, of user and system.
    pub(crate) cpu: f64,
    /// Heap allocations per call.
    pub(crate) allocations: f64,
    /// Bytes allocated per call.
    pub(crate) bytes: f64,
}

/// Which calls are made.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Calls {
    /// As whom.
    #[arg(long)]
    pub(crate) peer: Name,
    /// Where to.
    #[arg(long)]
    pub(crate) url: String,
    /// The certificate to trust, in hexadecimal.
    #[arg(long)]
    pub(crate) root: Option<String>,
    #[arg(long, default_value_t = 1_000)]
    pub(crate) calls: usize,
    /// Calls before those that are counted.
    #[arg(long, default_value_t = 200)]
    pub(crate) warm_up: usize,
    #[arg(long, default_value_t = 1)]
    pub(crate) in_flight: usize,
    /// With a subscriber that records every span.
    #[arg(long)]
    pub(crate) recorded: bool,
}

/// Runs a generic function as the named peer.
macro_rules! as_peer {
    ($name:expr, $function:ident($($argument:expr),*)) => {
        match $name {
            Name::Connectpay => $function::<BuiltIn>($($argument),*).await,
            Name::ConnectpayReqwest => $function::<OnReqwest>($($argument),*).await,
            Name::Reqwest => $function::<Idiomatic>($($argument),*).await,
            Name::ReqwestTuned => $function::<Tuned>($($argument),*).await,
            Name::Hyper => $function::<Hyper>($($argument),*).await,
            Name::Progenitor => $function::<Progenitor>($($argument),*).await,
            Name::Feignhttp => $function::<Feignhttp>($($argument),*).await,
            Name::RetrofitRs => $function::<Retrofit>($($argument),*).await,
            Name::Rustify => $function::<Rustify>($($argument),*).await,
            Name::Ruma => $function::<Ruma>($($argument),*).await,
            Name::Clientix => $function::<Clientix>($($argument),*).await,
        }
    };
}

impl Calls {
    fn target(&self) -> Result<Target> {
        let root = self.root.as_deref().map(|hexadecimal| {
            let byte = |at| u8::from_str_radix(&hexadecimal[at..at + 2], 16);
            (0..hexadecimal.len()).step_by(2).map(byte).collect()
        });
        Ok(Target {
            base_url: self.url.clone(),
            root: root.transpose()?,
        })
    }

    /// Makes the calls and counts their cost.
    pub(crate) async fn spend(&self, heap: HeapNow) -> Result<Cost> {
        if self.recorded {
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::INFO)
                .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
                .with_writer(std::io::sink)
                .finish();
            tracing::subscriber::set_global_default(subscriber)?;
        }
        as_peer!(self.peer, spend(self, heap))
    }

    /// Begins all calls at once on a client that has no connection.
    pub(crate) async fn burst(&self) -> Result<usize> {
        as_peer!(self.peer, burst(self))
    }

    /// Heap per call while all calls are in flight.
    pub(crate) async fn hold(&self, heap: HeapNow) -> Result<f64> {
        as_peer!(self.peer, hold(self, heap))
    }
}

async fn spend<P: Peer>(calls: &Calls, heap: HeapNow) -> Result<Cost> {
    let peer = P::new(&calls.target()?)?;
    let payment = Payment::example();
    make(&peer, &payment, calls.warm_up, calls.in_flight).await?;
    let (before, cpu) = (heap(), cpu_time()?);
    make(&peer, &payment, calls.calls, calls.in_flight).await?;
    let (after, cpu) = (heap(), cpu_time()? - cpu);
    let each = |total: usize| per(total, calls.calls);
    Ok(Cost {
        cpu: cpu.as_secs_f64() * 1e9 / to_f64(calls.calls),
        allocations: each(after.allocations - before.allocations),
        bytes: each(after.bytes - before.bytes),
    })
}

/// Half of the calls are GET, half POST.
async fn make<P: Peer>(peer: &P, payment: &Payment, calls: usize, in_flight: usize) -> Result<()> {
    let call = |number: usize| async move {
        let answer = if number.is_multiple_of(2) {
            peer.get().await?
        } else {
            peer.post(payment).await?
        };
        black_box(answer);
        Ok(())
    };
    if in_flight == 1 {
        for number in 0..calls {
            call(number).await?;
        }
        return Ok(());
    }
    let mut answers = futures::stream::iter((0..calls).map(call)).buffer_unordered(in_flight);
    while let Some(answer) = answers.next().await {
        let answer: Result<()> = answer;
        answer?;
    }
    Ok(())
}

async fn burst<P: Peer>(calls: &Calls) -> Result<usize> {
    let target = calls.target()?;
    let peer = P::new(&target)?;
    make(&peer, &Payment::example(), calls.calls, calls.calls).await?;
    // Connections that nobody needs any more may still be opened.
    tokio::time::sleep(Duration::from_millis(500)).await;
    // One more, to ask.
    Ok(connections(&target).await? - 1)
}

/// How many connections the server has accepted.
async fn connections(target: &Target) -> Result<usize> {
    let client = crate::peers::client(target)?;
    let url = format!("{}/connections", target.base_url);
    Ok(client.get(url).send().await?.text().await?.parse()?)
}

async fn hold<P: Peer>(calls: &Calls, heap: HeapNow) -> Result<f64> {
    let target = calls.target()?;
    let peer = P::new(&target)?;
    let payment = Payment::example();
    let earlier = connections(&target).await?;
    let before = heap().live;
    let all = make(&peer, &payment, calls.calls, calls.calls);
    let held = async {
        // Each question takes a connection too.
        let mut asked = 0;
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            asked += 1;
            if connections(&target).await? >= earlier + asked + calls.calls {
                break;
            }
        }
        // The last requests are written.
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(per(heap().live - before, calls.calls))
    };
    tokio::select! {
        held = held => held,
        ended = all => {
            ended?;
            Err("the calls ended before all were in flight".into())
        }
    }
}

/// What is built of a POST before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Build {
    /// reqwest by hand: a `reqwest::Request`.
    Reqwest,
    /// hyper-util by hand: an `http::Request`.
    Hyper,
    /// This library: the call that its method returns.
    Connectpay,
    /// This library: the call, and all that comes before and after an HTTP
    /// client that answers at once.
    ConnectpayInMemory,
}

/// Time in nanoseconds and allocations of one of many.
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

/// The target of the GET that a peer really sends.
pub(crate) async fn sent(peer: Name) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let target = Target {
        base_url: format!("http://{}", listener.local_addr()?),
        root: None,
    };
    let server = async {
        let (mut stream, _) = listener.accept().await?;
        let mut head = Vec::new();
        while !head.windows(4).any(|end| end == b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                break;
            }
        }
        let (length, body) = (work::ANSWER.len(), work::ANSWER);
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(answer.as_bytes()).await?;
        let head = String::from_utf8(head)?;
        let target = head.split(' ').nth(1).unwrap_or_default();
        Ok(target.to_owned())
    };
    let client = async { as_peer!(peer, get_one(&target)) };
    let (target, answer) = tokio::join!(server, client);
    answer?;
    target
}

async fn get_one<P: Peer>(target: &Target) -> Result<()> {
    P::new(target)?.get().await.map(drop)
}

fn cpu_time() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(microseconds.try_into()?))
}

fn per(total: usize, count: usize) -> f64 {
    to_f64(total) / to_f64(count)
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
fn to_f64(count: usize) -> f64 {
    count as f64
}
