//! Many calls through one client.

use std::error::Error as StdError;
use std::iter::successors;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use connectpay::{Call, Client, Error};
use tokio::runtime::Runtime;
use tokio::time::sleep;

use crate::budget::{Budget, IN_FLIGHT};
use crate::fate::{Claim, Failure, Fate};
use crate::pace::Pace;
use crate::payments::{NewPayment, Payment, Payments as _};
use crate::request::{Method, Request};
use crate::scenario::Scenario;

/// Makes the calls and returns the fate of each, in the order of their references.
pub(crate) fn call(client: impl Fn() -> Client, scenario: &Scenario, budget: Budget) -> Vec<Fate> {
    let runtime = Runtime::new().expect("the system has threads");
    let next = Arc::new(AtomicUsize::new(0));
    let until = budget.time.map(|time| Instant::now() + time);
    let shared = client();
    let work_to_do = || Work {
        // See `Pace`.
        client: scenario.pace.map_or_else(|| shared.clone(), |_| client()),
        request: scenario.request,
        pace: scenario.pace,
        calls: budget.calls,
        until,
    };
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| runtime.spawn(work(work_to_do(), Arc::clone(&next))))
        .collect();
    let mut fates = vec![Fate::Succeeded; budget.calls];
    for worker in workers {
        let failed = runtime.block_on(worker).expect("no call panics");
        for (id, fate) in failed {
            fates[id] = fate;
        }
    }
    fates.truncate(next.load(Ordering::Relaxed));
    fates
}

/// What every worker does.
struct Work {
    client: Client,
    request: Request,
    pace: Option<Pace>,
    calls: usize,
    until: Option<Instant>,
}

async fn work(work: Work, next: Arc<AtomicUsize>) -> Vec<(usize, Fate)> {
    let mut failed = Vec::new();
    loop {
        if work.until.is_some_and(|until| Instant::now() > until) {
            return failed;
        }
        let id = next.fetch_add(1, Ordering::Relaxed);
        if id >= work.calls {
            return failed;
        }
        let reference = id.to_string();
        match begin(&work.client, work.request, &reference).await {
            Ok(payment) if payment.reference == reference => {}
            Ok(_) => failed.push((id, Fate::AnsweredAnother)),
            Err(error) => failed.push((id, Fate::Failed(failure(&error)))),
        }
        if let Some(pace) = work.pace {
            sleep(pace.draw()).await;
        }
    }
}

fn begin(client: &Client, request: Request, reference: &str) -> Call<Payment> {
    let call = match request.method {
        Method::Get => client.payment(reference),
        Method::Post => {
            let payment = NewPayment {
                reference: reference.to_owned(),
                remittance: "x".repeat(request.text),
            };
            client.pay(reference, &payment)
        }
    };
    if request.padding == 0 {
        call
    } else {
        call.header("x-padding", &"x".repeat(request.padding))
    }
}

fn failure(error: &Error) -> Failure {
    let first: &(dyn StdError + 'static) = error;
    let causes = successors(Some(first), |&error| error.source()).map(ToString::to_string);
    Failure {
        claim: Some(Claim {
            outcome: error.outcome(),
            is_transient: error.is_transient(),
        }),
        status: error.status().map(|status| status.as_u16()),
        message: causes.collect::<Vec<_>>().join(": "),
    }
}
