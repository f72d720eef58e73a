//! Runs every part in turn and gathers the figures.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::de::DeserializeOwned;

use crate::compile::{Declared, Leaves, Mode};
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

/// By how many calls the two runs under callgrind differ.
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

const DECLARED: [Declared; 10] = [
    Declared::Baseline,
    Declared::Reqwest,
    Declared::Hyper,
    Declared::Connectpay,
    Declared::Progenitor,
    Declared::Feignhttp,
    Declared::RetrofitRs,
    Declared::Rustify,
    Declared::Ruma,
    Declared::Clientix,
];

/// What runs are made with.
pub(crate) struct Bench {
    /// The directory of this crate.
    directory: PathBuf,
    /// This program, and the same with the allocations counted.
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

    /// Everything about requests.
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

    /// Everything about the compiler.
    pub(crate) fn compile(&self, extent: Extent) -> Result<Figures> {
        let (declared, sizes): (&[Declared], &[usize]) = match extent {
            Extent::Full => (&DECLARED, &[10, 100, 1_000]),
            Extent::Quick => (&DECLARED[..4], &[100]),
        };
        let all: Vec<_> = declared
            .iter()
            .flat_map(|&declared| sizes.iter().map(move |&size| (declared, size)))
            .collect();
        let mut leaves = Leaves::write(&self.directory, &all)?;
        let mut figures = Figures::default();
        for &size in sizes {
            let modes: &[Mode] = match (extent, size) {
                (Extent::Quick, _) | (_, 1_000) => &[Mode::Check, Mode::Debug],
                _ => &[Mode::Check, Mode::Debug, Mode::Release],
            };
            for &mode in modes {
                progress(&format!("compile: {mode:?}, {size} endpoints"));
                // Minutes for each of the others, and no question is left open by them.
                let declared = if size == 1_000 {
                    &declared[..4]
                } else {
                    declared
                };
                let rounds = match (extent, size) {
                    (_, 10 | 1_000) => 1,
                    (Extent::Quick, _) => 2,
                    (Extent::Full, _) => 3,
                };
                let usages = leaves.measure(declared, size, mode, rounds)?;
                for (&declared, usage) in &usages {
                    figures.add(Row::Compile(mode, size), declared, usage.cpu);
                    figures.add(Row::CompilerMemory(mode, size), declared, usage.memory);
                    if let Some(rlib) = usage.rlib {
                        figures.add(Row::Rlib(mode, size), declared, rlib);
                    }
                }
                let Some(baseline) = usages.get(&Declared::Baseline) else {
                    continue;
                };
                for (&declared, usage) in &usages {
                    let count = f64::from(u32::try_from(size)?);
                    let own = (usage.cpu - baseline.cpu) * 1_000.0 / count;
                    figures.add(Row::OwnCompile(mode, size), declared, own);
                }
            }
        }
        if extent == Extent::Full {
            for &declared in &declared[..4] {
                progress(&format!("compile: one changed line, {declared:?}"));
                let seconds = leaves.change(declared, 1_000, 3)?;
                figures.add(Row::Change, declared, seconds);
            }
            for declared in [Declared::Connectpay, Declared::Reqwest] {
                progress(&format!("compile: everything, {declared:?}"));
                figures.add(Row::Clean, declared, leaves.clean(declared, 10)?);
            }
        }
        Ok(figures)
    }

    /// A figure for other work than that of the others must say so.
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

/// The server, for as long as this value lives.
struct Server {
    process: Child,
    url: String,
    root: String,
}

impl Server {
    fn start(program: &Path, settings: &[&str]) -> Result<Self> {
        let mut process = Command::new(program)
            .arg("serve")
            .args(settings)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let stdout = process.stdout.take().ok_or("the server has no output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let (port, root) = line
            .trim_end_matches('\n')
            .split_once(' ')
            .ok_or("no port")?;
        let url = if root.is_empty() {
            format!("http://127.0.0.1:{port}")
        } else {
            format!("https://localhost:{port}")
        };
        Ok(Self {
            process,
            url,
            root: root.to_owned(),
        })
    }

    fn arguments(&self, what: &str, peer: Name, more: &[&str]) -> Vec<String> {
        let peer = peer.text();
        let mut arguments = vec![what, "--peer", &peer, "--url", &self.url];
        if !self.root.is_empty() {
            arguments.extend(["--root", &self.root]);
        }
        arguments.extend(more);
        arguments.into_iter().map(str::to_owned).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends by itself only if it could not start.
        let _ended = self.process.kill();
        let _ended = self.process.wait();
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
