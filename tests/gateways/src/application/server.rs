//! One server of the application: a process that says what arrived.

use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::arrivals::Arrivals;
use crate::ports;
use crate::process::Process;

/// The process, and the stream on which it says what arrived.
pub(super) struct Server {
    program: PathBuf,
    port: u16,
    pause: Duration,
    arrivals: Arrivals,
    process: Process,
    reader: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that takes this long for each answer.
    pub(super) fn start(program: &Path, pause: Duration, arrivals: &Arrivals) -> Self {
        let port = ports::free();
        let (process, reader) = spawn(program, port, pause, arrivals);
        Self {
            program: program.to_owned(),
            port,
            pause,
            arrivals: arrivals.clone(),
            process,
            reader: Some(reader),
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Kills the server, as if its machine lost power. What it wrote before is still
    /// read.
    pub(super) fn kill(&mut self) {
        self.process.child().kill().expect("it runs");
        self.await_end();
    }

    pub(super) fn start_again(&mut self) {
        let (process, reader) = spawn(&self.program, self.port, self.pause, &self.arrivals);
        self.process = process;
        self.reader = Some(reader);
    }

    /// Lets the server answer what it has begun, so that the arrivals are complete.
    pub(super) fn stop(mut self) {
        // The server ends when its input does.
        drop(self.process.child().stdin.take());
        self.await_end();
    }

    fn await_end(&mut self) {
        assert!(
            self.process.ends_within(Duration::from_secs(40)),
            "a server of the application does not end"
        );
        if let Some(reader) = self.reader.take() {
            reader
                .join()
                .expect("the application writes what it should");
        }
    }
}

fn spawn(
    program: &Path,
    port: u16,
    pause: Duration,
    arrivals: &Arrivals,
) -> (Process, JoinHandle<()>) {
    let mut process = Process::spawn(
        Command::new(program)
            .arg("serve")
            .arg(format!("-address=127.0.0.1:{port}"))
            .arg(format!("-pause={}us", pause.as_micros()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped()),
    );
    let output = process.child().stdout.take().expect("it was asked for");
    let mut lines = BufReader::new(output).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    assert!(
        first.starts_with("listening "),
        "a server of the application does not listen on port {port}"
    );
    let arrivals = arrivals.clone();
    (process, thread::spawn(move || read(lines, &arrivals)))
}

fn read(lines: Lines<BufReader<ChildStdout>>, arrivals: &Arrivals) {
    for line in lines.map_while(Result::ok) {
        arrivals.note(&line);
    }
}
