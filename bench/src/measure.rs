//! Runs every part in turn and gathers the figures.

mod compile;
mod compiler_instructions;
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;

use self::server::Server;
use crate::figures::{Figures, Named, Row};
use crate::median::median;
use crate::peers::Name;
use crate::run::{Build, Cost};
use crate::work::{self, Result};

/// How thorough a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Quick,
    Full,
}

/// The difference in calls between the two runs under callgrind.
const CALLS: f64 = 1_000.0;

const ALL: [Name; 11] = [
    Name::Reqwest,
    Name::ReqwestTuned,
    Name::Hyper,
    Name::Connectpay,
    Name::ConnectpayReqwest,
    Name::Progenitor,
    Name::Feignhttp,
    Name::RetrofitRs,
    Name::Rustify,
    Name::Ruma,
    Name::Clientix,
];

const OURS: [Name; 5] = [
    Name::Reqwest,
    Name::ReqwestTuned,
    Name::Hyper,
    Name::Connectpay,
    Name::ConnectpayReqwest,
];

/// What runs the measurements.
pub(crate) struct Bench {
    /// The directory of this crate.
    directory: PathBuf,
    /// This program, and the same program with counted allocations.
    program: PathBuf,
    counting: PathBuf,
}

impl Bench {
    pub(crate) fn new() -> Result<Self> {
        let program = std::env::current_exe()?;
        let counting = program.with_file_name("counting");
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
        let built = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
            .args(["build", "--quiet", "--release", "--bin", "counting"])
            .current_dir(&directory)
            .status()?;
        if !built.success() {
            return Err("the counting program does not compile".into());
        }
        Ok(Self {
            directory,
            program,
            counting,
        })
    }

    /// Measures everything about requests.
    pub(crate) fn run(&self, extent: Extent) -> Result<Figures> {
        let full = extent == Extent::Full;
        let peers: &[Name] = if full { &ALL } else { &OURS };
        let mut figures = Figures::default();
        self.check_what_is_sent(peers, &mut figures)?;
        let plain = Server::start(&self.program, &[])?;
        self.allocations(peers, &plain, &mut figures)?;
        self.cpu(peers, &plain, if full { 7 } else { 3 }, &mut figures)?;
        if full {
            self.instructions(peers, &plain, &mut figures)?;
        }
        self.build(if full { 7 } else { 3 }, &mut figures)?;
        self.burst(peers, &mut figures)?;
        self.hold(&OURS, if full { 10_000 } else { 1_000 }, &mut figures)?;
        Ok(figures)
    }

    /// A figure must say so if its peer did other work than the others.
    fn check_what_is_sent(&self, peers: &[Name], figures: &mut Figures) -> Result<()> {
        for &peer in peers {
            let sent: String = child(&self.program, &["sent", &peer.text()])?;
            if sent != work::GET_TARGET {
                figures.note(format!("{} sent `GET {sent}`", peer.text()));
            }
        }
        Ok(())
    }

    fn allocations(&self, peers: &[Name], server: &Server, figures: &mut Figures) -> Result<()> {
        progress("allocations per request");
        for &peer in peers {
            let cost: Cost = self.spend(&self.counting, peer, server, &[])?;
            figures.add(Row::Allocations, peer, cost.allocations);
            figures.add(Row::AllocatedBytes, peer, cost.bytes);
        }
        for peer in [Name::Connectpay, Name::ConnectpayReqwest] {
            let cost: Cost = self.spend(&self.counting, peer, server, &["--recorded"])?;
            figures.add(Row::RecordedAllocations, peer, cost.allocations);
        }
        Ok(())
    }

    fn cpu(
        &self,
        peers: &[Name],
        server: &Server,
        rounds: usize,
        figures: &mut Figures,
    ) -> Result<()> {
        for in_flight in [1, 64] {
            let mut all: Vec<(Name, Vec<f64>)> = peers
                .iter()
                .filter(|peer| in_flight == 1 || peer.is_concurrent())
                .map(|&peer| (peer, Vec::new()))
                .collect();
            for round in 0..rounds {
                progress(&format!("CPU time, {in_flight} in flight, round {round}"));
                for (peer, times) in &mut all {
                    let in_flight = in_flight.to_string();
                    let more = ["--calls", "4000", "--in-flight", &in_flight];
                    let cost: Cost = self.spend(&self.program, *peer, server, &more)?;
                    times.push(cost.cpu / 1_000.0);
                }
            }
            for (peer, times) in all {
                figures.add(Row::Cpu(in_flight), peer, median(times));
            }
        }
        Ok(())
    }

    fn instructions(&self, peers: &[Name], server: &Server, figures: &mut Figures) -> Result<()> {
        for &peer in peers {
            progress(&format!("instructions per request, {}", peer.text()));
            let few = self.collected(peer, server, 200, &[])?;
            let many = self.collected(peer, server, 1_200, &[])?;
            figures.add(Row::Instructions, peer, (many - few) / CALLS / 1_000.0);
        }
        for peer in [Name::Connectpay, Name::ConnectpayReqwest] {
            let few = self.collected(peer, server, 200, &["--recorded"])?;
            let many = self.collected(peer, server, 1_200, &["--recorded"])?;
            figures.add(
                Row::RecordedInstructions,
                peer,
                (many - few) / CALLS / 1_000.0,
            );
        }
        Ok(())
    }

    /// The instructions of a whole process, as callgrind counts them.
    fn collected(&self, peer: Name, server: &Server, calls: u32, more: &[&str]) -> Result<f64> {
        let valgrind = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&self.program)
            .args(["spend", "--peer", &peer.text(), "--url", &server.url])
            .args(["--calls", &calls.to_string()])
            .args(more)
            .output()
            .map_err(|error| format!("valgrind cannot be run: {error}"))?;
        let log = String::from_utf8_lossy(&valgrind.stderr);
        let count = log
            .lines()
            .find_map(|line| line.split_once("Collected : "))
            .ok_or_else(|| format!("callgrind counted nothing: {log}"))?;
        Ok(count.1.trim().parse()?)
    }

    fn build(&self, rounds: usize, figures: &mut Figures) -> Result<()> {
        use clap::ValueEnum as _;

        progress("building a POST");
        for what in Build::value_variants() {
            let value = what.to_possible_value().ok_or("no name")?;
            let name = value.get_name();
            let (_, allocations): (f64, f64) = child(&self.counting, &["build", name])?;
            let mut times = Vec::new();
            for _ in 0..rounds {
                let (time, _): (f64, f64) = child(&self.program, &["build", name])?;
                times.push(time);
            }
            figures.add(Row::BuildTime, Named(name), median(times) / 1_000.0);
            figures.add(Row::BuildAllocations, Named(name), allocations);
        }
        Ok(())
    }

    fn burst(&self, peers: &[Name], figures: &mut Figures) -> Result<()> {
        progress("cold burst");
        for &peer in peers {
            if !(peer.takes_certificates() && peer.is_concurrent()) {
                continue;
            }
            let server = Server::start(&self.program, &["--tls"])?;
            let arguments = server.arguments("burst", peer, &["--calls", "64"]);
            let opened: f64 = child(&self.program, &arguments)?;
            figures.add(Row::Burst, peer, opened);
        }
        Ok(())
    }

    fn hold(&self, peers: &[Name], calls: usize, figures: &mut Figures) -> Result<()> {
        progress("memory per call in flight");
        for &peer in peers {
            let server = Server::start(&self.program, &["--delay", "12000"])?;
            let calls = calls.to_string();
            let arguments = server.arguments("hold", peer, &["--calls", &calls]);
            let bytes: f64 = child(&self.counting, &arguments)?;
            figures.add(Row::Held, peer, bytes / 1024.0);
        }
        Ok(())
    }

    fn spend(&self, program: &Path, peer: Name, server: &Server, more: &[&str]) -> Result<Cost> {
        child(program, &server.arguments("spend", peer, more))
    }
}

/// What a child process printed as JSON.
fn child<T: DeserializeOwned>(program: &Path, arguments: &[impl AsRef<str>]) -> Result<T> {
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    let output = Command::new(program)
        .args(&arguments)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("failed: {}", arguments.join(" ")).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn progress(what: &str) {
    eprintln!("{what}");
}
