//! Plain `cargo test` at the root tests every package of the workspace.
//!
//! The root has few default members, so that an example's build leaves out what only
//! tests need (`Cargo.toml` says why). This program lets Cargo build the tests of all other
//! members and runs them side by side, with the arguments that follow `--`:
//! `cargo test retries` reaches the tests of every package. To test one package, name it:
//! `cargo test -p connectpay-tests --test promises`.

mod built;
mod side_by_side;

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use self::built::Program;

/// Every package but the one that this program belongs to. Cargo builds a dependency with
/// the features that any of them asks for, so one selection means one build.
const PACKAGES: [&str; 3] = [
    "--workspace",
    "--exclude=connectpay-ui",
    "--features=connectpay-examples/private-authority",
];

/// Their tests, the example that needs a feature, and the one whose tests take long. Cargo
/// has tested the other examples by the time that it runs this program.
const TARGETS: [&str; 5] = [
    "--lib",
    "--bins",
    "--test=*",
    "--example=private_authority",
    "--example=wallet",
];

/// What takes the longest begins first, so that it does not run alone at the end.
const LONGEST: [&str; 3] = ["payments of", "connections of", "the documentation's"];

fn main() -> ExitCode {
    let mut programs = match built::programs(cargo_test().args(TARGETS)) {
        Ok(programs) => programs,
        Err(error) => return failure(&error),
    };
    let mut documentation = cargo_test();
    documentation.args(["--doc", "--"]);
    programs.push(Program {
        title: "the documentation's examples".to_owned(),
        command: documentation,
    });
    programs.sort_by_key(|program| {
        let place = LONGEST.iter().position(|it| program.title.starts_with(it));
        place.unwrap_or(LONGEST.len())
    });
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let failed = side_by_side::run(programs, &arguments);
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    failure(&format!("tests failed in:\n  {}", failed.join("\n  ")))
}

fn cargo_test() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    // A run of everything is for its verdict. Whoever edits or debugs a package tests it by
    // its name, with line numbers in backtraces and incremental builds, which cost the first
    // build of these packages two fifths.
    for (setting, value) in [
        ("CARGO_INCREMENTAL", "0"),
        ("CARGO_PROFILE_DEV_DEBUG", "none"),
    ] {
        if env::var_os(setting).is_none() {
            cargo.env(setting, value);
        }
    }
    // Cargo has locked the dependencies by the time that it runs a test.
    cargo.args(["test", "--locked"]).args(PACKAGES);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    cargo
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests reads it")]
fn failure(why: &str) -> ExitCode {
    eprintln!("\nerror: {why}");
    ExitCode::FAILURE
}
