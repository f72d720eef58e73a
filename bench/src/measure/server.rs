//! The server of a run, as a process of its own.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::peers::Name;
use crate::work::Result;

/// The server, for as long as this value lives.
pub(super) struct Server {
    process: Child,
    pub(super) url: String,
    root: String,
}

impl Server {
    pub(super) fn start(program: &Path, settings: &[&str]) -> Result<Self> {
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

    pub(super) fn arguments(&self, what: &str, peer: Name, more: &[&str]) -> Vec<String> {
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
        // The server ends by itself only if it could not start.
        let _ended = self.process.kill();
        let _ended = self.process.wait();
    }
}
