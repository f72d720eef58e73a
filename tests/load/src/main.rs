//! Puts a client under load and says whether it kept its promises.
//!
//! Run `cargo run --release -p connectpay-load -- load`, `in-flight` or `soak`. Each
//! starts its server in a separate process and ends with an error if it misses a
//! figure.

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

mod api;
mod in_flight;
mod load;
mod process;
mod server;
mod soak;

use std::time::Duration;

use clap::Parser;

use crate::server::Server;

#[derive(Parser)]
enum Command {
    /// Many requests through one client, 64 in flight.
    Load {
        /// How many.
        #[arg(long, default_value_t = 1_000_000)]
        requests: usize,
    },
    /// Many requests in flight at once, against a server that takes its time.
    InFlight {
        /// How many at once.
        #[arg(long, default_value_t = 4_000)]
        requests: usize,
    },
    /// A steady load with faults, for long enough to see what grows.
    Soak {
        #[arg(long, default_value_t = 30)]
        minutes: u64,
        /// How many a second.
        #[arg(long, default_value_t = 2_000)]
        rate: u64,
    },
    /// The server, which the other commands start.
    #[command(hide = true)]
    Serve,
}

#[tokio::main]
async fn main() -> Result<(), String> {
    match Command::parse() {
        Command::Serve => server::serve().await,
        Command::Load { requests } => {
            let server = Server::start().await?;
            load::run(&server, requests).await
        }
        Command::InFlight { requests } => {
            let server = Server::start().await?;
            in_flight::run(&server, requests).await
        }
        Command::Soak { minutes, rate } => {
            let server = Server::start().await?;
            soak::run(&server, Duration::from_secs(60 * minutes), rate).await
        }
    }
}
