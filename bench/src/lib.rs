//! Measures what an endpoint and a request cost with `connectpay`, compared with other
//! ways to write the same client. See `README.md` in this directory.

mod charts;
mod compile;
mod figures;
mod measure;
mod median;
mod peers;
mod run;
mod server;
mod work;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::figures::Figures;
use crate::measure::{Bench, Extent};
use crate::peers::Name;
use crate::run::{Build, Calls, HeapNow};
pub use crate::run::{Heap, HeapNow as Counted};
use crate::server::Settings;
use crate::work::Result;

/// Compares what endpoints and requests cost.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures everything and writes `results/`.
    Full,
    /// Measures only requests, as `full` does, and writes `results/`.
    Requests,
    /// Measures only the compiler, as `full` does, and writes `results/`.
    Compile,
    /// Counts the compiler's instructions for this library and reqwest by hand, which
    /// other work on the machine does not change, and writes `results/`.
    CompilerInstructions,
    /// Measures what takes less than three minutes and prints it.
    Quick,
    /// Writes the table and the pictures again from `results/figures.json`.
    Draw,
    #[command(hide = true)]
    Serve(Settings),
    #[command(hide = true)]
    Spend(Calls),
    #[command(hide = true)]
    Burst(Calls),
    #[command(hide = true)]
    Hold(Calls),
    #[command(hide = true)]
    Sent { peer: Name },
    #[command(hide = true)]
    Build {
        what: Build,
        #[arg(long, default_value_t = 200_000)]
        count: usize,
    },
}

/// The program, with or without a heap that is counted.
#[must_use]
pub fn main(heap: HeapNow) -> ExitCode {
    if let Some(code) = compile::as_wrapper() {
        return code;
    }
    match start(heap) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn start(heap: HeapNow) -> Result<()> {
    let command = Arguments::parse().command;
    match command {
        Command::Full => {
            let bench = Bench::new()?;
            keep(bench.run(Extent::Full)?)?;
            keep(bench.compile(Extent::Full)?)?;
            keep(bench.compiler_instructions()?)
        }
        Command::Draw => keep(Figures::default()),
        Command::Requests => keep(Bench::new()?.run(Extent::Full)?),
        Command::Compile => keep(Bench::new()?.compile(Extent::Full)?),
        Command::CompilerInstructions => keep(Bench::new()?.compiler_instructions()?),
        Command::Quick => {
            let bench = Bench::new()?;
            let mut figures = bench.run(Extent::Quick)?;
            figures.extend(bench.compile(Extent::Quick)?);
            println!("{}", figures.table());
            Ok(())
        }
        inner => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(as_child(inner, heap))
        }
    }
}

/// Adds to what was measured before, and writes it in every form.
fn keep(figures: Figures) -> Result<()> {
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    fs::create_dir_all(&results)?;
    let json = results.join("figures.json");
    let mut all: Figures = match fs::read(&json) {
        Ok(earlier) => serde_json::from_slice(&earlier)?,
        Err(_) => Figures::default(),
    };
    all.extend(figures);
    fs::write(&json, serde_json::to_string_pretty(&all)? + "\n")?;
    fs::write(results.join("table.md"), all.table())?;
    charts::write(&all, &results)
}

async fn as_child(command: Command, heap: HeapNow) -> Result<()> {
    let answer = match command {
        Command::Serve(settings) => return server::serve(settings).await,
        Command::Spend(calls) => serde_json::to_string(&calls.spend(heap).await?)?,
        Command::Burst(calls) => serde_json::to_string(&calls.burst().await?)?,
        Command::Hold(calls) => serde_json::to_string(&calls.hold(heap).await?)?,
        Command::Sent { peer } => serde_json::to_string(&run::sent(peer).await?)?,
        Command::Build { what, count } => {
            serde_json::to_string(&run::build(what, count, heap).await?)?
        }
        Command::Full
        | Command::Draw
        | Command::Requests
        | Command::Compile
        | Command::CompilerInstructions
        | Command::Quick => return Ok(()),
    };
    println!("{answer}");
    Ok(())
}
