//! Runs programs side by side. Many tests wait for a time limit, for a server or for one
//! another; if the programs ran one after another, the machine would be idle meanwhile.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::{Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::built::Program;

/// Runs as many programs at once as there are processors. What each of them writes is shown
/// when it ends, so that their outputs do not mix. Returns the titles of those that failed.
pub(crate) fn run(programs: Vec<Program>, arguments: &[OsString]) -> Vec<String> {
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let waiting = Mutex::new(programs.into_iter());
    let failed = Mutex::new(Vec::new());
    let next = || {
        waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next()
    };
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(Program { title, mut command }) = next() {
                    let output = command.args(arguments).stdin(Stdio::null()).output();
                    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                    if !has_passed(&title, output) {
                        failed.push(title);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Shows what a program wrote. The caller holds a lock, which keeps outputs apart.
fn has_passed(title: &str, output: io::Result<Output>) -> bool {
    let mut shown = format!("\n     Running {title}\n").into_bytes();
    let passed = match output {
        Ok(output) => {
            shown.extend(output.stdout);
            shown.extend(output.stderr);
            output.status.success()
        }
        Err(error) => {
            shown.extend(format!("cannot be run: {error}\n").into_bytes());
            false
        }
    };
    // Whoever closed the output does not read the verdict there.
    _ = io::stdout().write_all(&shown);
    passed
}
