//! A program that runs alongside the test and never outlives it.

use std::fs;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::programs;

/// A running program, which ends when this is dropped.
pub(crate) struct Process(Child);

impl Process {
    /// # Panics
    ///
    /// Panics if the program does not start.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        match command.spawn() {
            Ok(child) => Self(child),
            Err(error) => panic!(
                "{} does not start: {error}",
                command.get_program().display()
            ),
        }
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Sends a signal by its name, such as `QUIT`.
    pub(crate) fn signal(&self, name: &str) {
        signal(name, &self.0.id().to_string());
    }

    /// Kills the processes that it has started, as the kernel lists them.
    pub(crate) fn kill_children(&self) {
        let id = self.0.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        let children = children.expect("Linux lists a process's children");
        assert!(!children.trim().is_empty(), "there is no worker to kill");
        for child in children.split_whitespace() {
            signal("KILL", child);
        }
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    /// Waits for its end, but no longer than this.
    pub(crate) fn ends_within(&mut self, limit: Duration) -> bool {
        let begun = Instant::now();
        while !self.has_ended() {
            if begun.elapsed() > limit {
                return false;
            }
            sleep(Duration::from_millis(2));
        }
        true
    }
}

fn signal(name: &str, process: &str) {
    let kill = programs::find("kill").expect("every system has `kill`");
    let sent = Command::new(kill).args(["-s", name, process]).status();
    assert!(
        sent.is_ok_and(|status| status.success()),
        "the signal {name} was not sent"
    );
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.has_ended() {
            return;
        }
        // It is told to end before it is killed, so that it ends its own workers.
        self.signal("TERM");
        if !self.ends_within(Duration::from_secs(5)) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }
}
