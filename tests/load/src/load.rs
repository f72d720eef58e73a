//! As many requests as go through one client with 64 in flight.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::api::{call, client, session};
use crate::server::Server;

const IN_FLIGHT: usize = 64;

pub(crate) async fn run(server: &Server, requests: usize) -> Result<(), String> {
    let client = client(&server.base_url).map_err(|error| error.to_string())?;
    let session = session(&client).map_err(|error| error.to_string())?;
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| {
            let (client, session, next) = (client.clone(), session.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= requests {
                        return Ok(());
                    }
                    call(&client, &session, number).await?;
                }
            })
        })
        .collect();
    for worker in workers {
        let result: Result<(), crate::api::Wrong> = worker.await.map_err(|e| e.to_string())?;
        result.map_err(|wrong| format!("{wrong:?}"))?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for a reader")]
    let rate = requests as f64 / seconds;
    println!("load: {requests} requests in {seconds:.1} s, {rate:.0} per second, 0 wrong");
    Ok(())
}
