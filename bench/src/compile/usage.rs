//! The usage of one run of the compiler, which this program measures as its wrapper.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::{Deserialize, Serialize};

use crate::work::Result;

/// Where the wrapped compiler writes its usage.
pub(super) const USAGE: &str = "CONNECTPAY_BENCH_USAGE";

/// Asks the wrapper to count instructions, which takes twenty times as long.
pub(super) const COUNTED: &str = "CONNECTPAY_BENCH_COUNTED";

/// The usage of one run of the compiler.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// CPU seconds, user and system.
    pub(crate) cpu: f64,
    /// Instructions, or none if they were not counted.
    pub(crate) instructions: Option<f64>,
    /// Peak of the resident memory in MiB.
    pub(crate) memory: f64,
    /// Size of the rlib in MiB, or none if nothing is linked.
    pub(crate) rlib: Option<f64>,
}

impl Usage {
    /// The instructions, where they were asked for.
    pub(super) fn counted(&self) -> Result<f64> {
        let missing = "cachegrind counted nothing; is valgrind installed?";
        self.instructions.ok_or_else(|| missing.into())
    }
}

/// CPU seconds of all processes that this one has waited for, and that they have waited
/// for.
pub(super) fn children_cpu() -> Result<f64> {
    let children = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let microseconds =
        children.user_time().num_microseconds() + children.system_time().num_microseconds();
    Ok(Duration::from_micros(microseconds.try_into()?).as_secs_f64())
}

/// Runs as the compiler, if cargo has started this process as one.
pub(crate) fn as_wrapper() -> Option<ExitCode> {
    let usage = env::var_os(USAGE)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let log = Path::new(&usage).with_extension("valgrind");
    let is_counted = env::var_os(COUNTED).is_some();
    let mut command = if is_counted {
        under_cachegrind(&compiler, &log)
    } else {
        Command::new(&compiler)
    };
    let compiled = command.args(arguments).status();
    let children = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let measured = Usage {
        cpu: children_cpu().ok()?,
        instructions: is_counted.then(|| instructions(&log)).flatten(),
        memory: f64::from(u32::try_from(children.max_rss()).unwrap_or(u32::MAX)) / 1024.0,
        rlib: None,
    };
    let line = serde_json::to_string(&measured).ok()?;
    let mut file = fs::OpenOptions::new().append(true).open(usage).ok()?;
    writeln!(file, "{line}").ok()?;
    let code = compiled.ok().and_then(|status| status.code()).unwrap_or(1);
    Some(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

fn under_cachegrind(compiler: &OsStr, log: &Path) -> Command {
    let mut log_file = OsString::from("--log-file=");
    log_file.push(log);
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=cachegrind", "--cache-sim=no"])
        .arg("--cachegrind-out-file=/dev/null")
        .args([&log_file, compiler]);
    command
}

/// Reads what cachegrind says at its end: `I   refs:      8,029,967,253`.
fn instructions(log: &Path) -> Option<f64> {
    let log = fs::read_to_string(log).ok()?;
    let (_, rest) = log.split_once("refs:")?;
    let digits = rest.lines().next()?.trim().replace(',', "");
    digits.parse().ok()
}
