//! The work of a child process: it makes calls as one peer and says what they cost.

mod build;
mod sent;

use std::hint::black_box;
use std::time::Duration;

use futures::StreamExt as _;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::{Deserialize, Serialize};

pub(crate) use self::build::{Build, build};
pub(crate) use self::sent::sent;
use crate::peers::{
    BuiltIn, Clientix, Feignhttp, Hyper, Idiomatic, Name, OnReqwest, Peer, Progenitor, Retrofit,
    Ruma, Rustify, Target, Tuned,
};
use crate::work::{Payment, Result};

/// Heap of the process since it began, as the counting allocator sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heap {
    /// Allocations, including those that grow one.
    pub allocations: usize,
    /// Bytes allocated.
    pub bytes: usize,
    /// Bytes allocated and not freed.
    pub live: usize,
}

/// Reads the heap, if it is counted.
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

/// The calls to make.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Calls {
    /// The peer that makes them.
    #[arg(long)]
    pub(crate) peer: Name,
    /// The URL of the server.
    #[arg(long)]
    pub(crate) url: String,
    /// The certificate to trust, in hexadecimal.
    #[arg(long)]
    pub(crate) root: Option<String>,
    #[arg(long, default_value_t = 1_000)]
    pub(crate) calls: usize,
    /// Calls before the measured ones.
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

use as_peer;

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

/// Makes calls, of which half are GET and half are POST.
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
    // Asking takes one more.
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
        // Each question opens a connection too.
        let mut asked = 0;
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            asked += 1;
            if connections(&target).await? >= earlier + asked + calls.calls {
                break;
            }
        }
        // The last requests still have to be written.
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
