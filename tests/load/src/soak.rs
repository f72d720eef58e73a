//! The same load for a long time, with faults: a leak shows in the slope.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::time::MissedTickBehavior;

use crate::api::{Example as _, call, client, session};
use crate::process::{descriptors, memory};
use crate::server::Server;

/// One call in this many meets a fault.
const FAULTY: usize = 20;

/// How long the client keeps an unused connection by default.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// What is counted while it runs.
#[derive(Default)]
struct Counts {
    done: AtomicUsize,
    wrong: AtomicUsize,
    in_flight: AtomicUsize,
}

/// Memory and descriptors at one time.
#[derive(Clone, Copy)]
struct Sample {
    minutes: f64,
    memory: f64,
    descriptors: usize,
}

pub(crate) async fn run(server: &Server, time: Duration, rate: u64) -> Result<(), String> {
    let client = client(&server.base_url).map_err(|error| error.to_string())?;
    let session = session(&client).map_err(|error| error.to_string())?;
    let counts = Arc::new(Counts::default());
    let before = descriptors().ok_or("this system does not say what is taken")?;
    let mut ticks = tokio::time::interval(Duration::from_millis(10));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (begun, mut last) = (Instant::now(), Instant::now());
    let (mut number, mut samples) = (0_usize, Vec::new());
    while begun.elapsed() < time {
        ticks.tick().await;
        for _ in 0..rate / 100 {
            number += 1;
            let (client, session, counts) = (client.clone(), session.clone(), Arc::clone(&counts));
            tokio::spawn(async move {
                counts.in_flight.fetch_add(1, Ordering::Relaxed);
                let is_right = if number.is_multiple_of(FAULTY) {
                    client.fault(number / FAULTY).await.is_err()
                } else {
                    call(&client, &session, number).await.is_ok()
                };
                counts.in_flight.fetch_sub(1, Ordering::Relaxed);
                counts.done.fetch_add(1, Ordering::Relaxed);
                counts
                    .wrong
                    .fetch_add(usize::from(!is_right), Ordering::Relaxed);
            });
        }
        if last.elapsed() >= Duration::from_secs(10) {
            last = Instant::now();
            let sample = sample(begun).ok_or("this system does not say what is taken")?;
            let in_flight = counts.in_flight.load(Ordering::Relaxed);
            println!(
                "{:.1} min: {:.1} MiB, {} descriptors, {in_flight} in flight",
                sample.minutes, sample.memory, sample.descriptors
            );
            samples.push(sample);
        }
    }
    while counts.in_flight.load(Ordering::Relaxed) > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // What is open between calls varies with the machine's other work. What is left
    // after the idle connections have closed was forgotten.
    tokio::time::sleep(IDLE_TIMEOUT + Duration::from_secs(10)).await;
    let after = descriptors().ok_or("this system does not say what is taken")?;
    judge(&samples, &counts, before.abs_diff(after))
}

#[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
fn sample(begun: Instant) -> Option<Sample> {
    Some(Sample {
        minutes: begun.elapsed().as_secs_f64() / 60.0,
        memory: memory()? as f64 / 1024.0 / 1024.0,
        descriptors: descriptors()?,
    })
}

fn judge(samples: &[Sample], counts: &Counts, descriptors: usize) -> Result<(), String> {
    // What the process takes in the beginning is not a leak.
    let slope = slope(samples.get(samples.len() / 5..).unwrap_or_default());
    let (done, wrong) = (
        counts.done.load(Ordering::Relaxed),
        counts.wrong.load(Ordering::Relaxed),
    );
    println!(
        "soak: {done} calls, {wrong} wrong, memory {slope:+.2} MiB per 10 minutes, \
         {descriptors} descriptors more or less than before"
    );
    if wrong > 0 || slope >= 1.0 || descriptors > 8 {
        return Err("a figure was not reached".to_owned());
    }
    Ok(())
}

/// The slope of memory over time by least squares, in MiB per 10 minutes.
#[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
fn slope(samples: &[Sample]) -> f64 {
    let count = samples.len().max(1) as f64;
    let mean = |value: fn(&Sample) -> f64| samples.iter().map(value).sum::<f64>() / count;
    let (x, y) = (mean(|s| s.minutes), mean(|s| s.memory));
    let over: f64 = samples
        .iter()
        .map(|s| (s.minutes - x) * (s.memory - y))
        .sum();
    let under: f64 = samples.iter().map(|s| (s.minutes - x).powi(2)).sum();
    if under > 0.0 {
        10.0 * over / under
    } else {
        0.0
    }
}
