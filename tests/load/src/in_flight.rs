//! Many calls that all wait at once.

use std::time::{Duration, Instant};

use crate::api::{Example as _, client};
use crate::process::peak_memory;
use crate::server::Server;

const MOST_MEMORY: usize = 256 * 1024 * 1024;

pub(crate) async fn run(server: &Server, requests: usize) -> Result<(), String> {
    let client = client(&server.base_url).map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let calls: Vec<_> = (0..requests).map(|_| tokio::spawn(client.slow())).collect();
    for call in calls {
        call.await
            .map_err(|error| error.to_string())?
            .map_err(|error| format!("{error:?}"))?;
    }
    let elapsed: Duration = begun.elapsed();
    let memory = peak_memory().ok_or("this system does not say what memory is taken")?;
    println!(
        "in flight: {requests} calls at once against 500 ms in {elapsed:.1?}, 0 errors, \
         {} MiB at the most",
        memory / 1024 / 1024
    );
    if memory < MOST_MEMORY {
        Ok(())
    } else {
        Err("more than 256 MiB".to_owned())
    }
}
