//! Many calls through one client.

use std::error::Error as StdError;
use std::iter::successors;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectpay::{Call, Client, Error};
use tokio::runtime::Runtime;

use crate::fate::{Claim, Failure, Fate};
use crate::payments::{NewPayment, Payment, Payments as _};
use crate::request::{Method, Request};

/// How many calls wait for their answers at once.
pub(crate) const IN_FLIGHT: usize = 64;

/// Makes the calls and gives each one's fate, in the order of their references.
pub(crate) fn call(client: &Client, request: Request, calls: usize) -> Vec<Fate> {
    let runtime = Runtime::new().expect("the system has threads");
    let next = Arc::new(AtomicUsize::new(0));
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| runtime.spawn(work(client.clone(), request, calls, Arc::clone(&next))))
        .collect();
    let mut fates = vec![Fate::Succeeded; calls];
    for worker in workers {
        let failed = runtime.block_on(worker).expect("no call panics");
        for (id, fate) in failed {
            fates[id] = fate;
        }
    }
    fates
}

async fn work(
    client: Client,
    request: Request,
    calls: usize,
    next: Arc<AtomicUsize>,
) -> Vec<(usize, Fate)> {
    let mut failed = Vec::new();
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        if id >= calls {
            return failed;
        }
        let reference = id.to_string();
        match begin(&client, request, &reference).await {
            Ok(payment) if payment.reference == reference => {}
            Ok(_) => failed.push((id, Fate::AnsweredAnother)),
            Err(error) => failed.push((id, Fate::Failed(failure(&error)))),
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
