//! Plain `cargo test` at the root tests every package of the workspace.
//!
//! The root has few default members, so that an example's build leaves out what only
//! tests need (`Cargo.toml` says why). This program runs Cargo for all other members,
//! with the arguments that follow `--`: `cargo test retries` reaches the tests of every
//! package. To test one package, name it:
//! `cargo test -p connectpay-tests --test promises`.

use std::env;
use std::process::{Command, ExitCode};

/// What Cargo has to test: the packages that are not default members, and the example that
/// needs a feature.
const RUNS: [&[&str]; 2] = [
    &[
        "--workspace",
        "--exclude=connectpay-ui",
        "--exclude=connectpay-examples",
    ],
    &[
        "--package=connectpay-examples",
        "--features=private-authority",
        "--example=private_authority",
    ],
];

fn main() -> ExitCode {
    let filters: Vec<_> = env::args_os().skip(1).collect();
    for run in RUNS {
        // Cargo has locked the dependencies by the time that it runs a test.
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["test", "--locked"]).args(run);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        match cargo.arg("--").args(&filters).status() {
            Ok(status) if status.success() => {}
            Ok(_) => return ExitCode::FAILURE,
            Err(error) => panic!("cargo cannot be run: {error}"),
        }
    }
    ExitCode::SUCCESS
}
