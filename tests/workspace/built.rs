//! The tests' programs, as Cargo has built them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

/// What runs tests and ends with their verdict.
pub(crate) struct Program {
    pub(crate) title: String,
    pub(crate) command: Command,
}

/// A line of Cargo's, as far as it matters here: "Artifact messages" in the Cargo book.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
    manifest_path: Option<PathBuf>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Builds all programs at once, which Cargo does in parallel, and finds where they are.
pub(crate) fn programs(cargo_test: &mut Command) -> Result<Vec<Program>, String> {
    let built = cargo_test
        .args(["--no-run", "--message-format=json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !built.status.success() {
        return Err("the tests cannot be built".to_owned());
    }
    let mut programs = Vec::new();
    for line in built.stdout.split(|byte| *byte == b'\n') {
        if line.is_empty() {
            continue;
        }
        let message: Message = serde_json::from_slice(line)
            .map_err(|error| format!("a line of Cargo's cannot be read: {error}"))?;
        if let Message {
            executable: Some(executable),
            manifest_path: Some(manifest),
            profile: Some(Profile { test: true }),
        } = message
        {
            programs.push(program(&executable, &manifest));
        }
    }
    Ok(programs)
}

/// A program in the environment that `cargo test` gives it: tests find their files from
/// the folder of their package.
fn program(executable: &Path, manifest: &Path) -> Program {
    let package = manifest.parent().unwrap_or(manifest);
    let mut command = Command::new(executable);
    command
        .current_dir(package)
        .env("CARGO_MANIFEST_DIR", package);
    let title = format!("{} of {}", name(executable), package.display());
    Program { title, command }
}

/// Its name without the hash of what it was built from.
fn name(executable: &Path) -> &str {
    let stem = executable.file_stem().and_then(OsStr::to_str);
    let stem = stem.unwrap_or("a program");
    stem.rsplit_once('-').map_or(stem, |(name, _)| name)
}
