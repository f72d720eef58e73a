//! The program in `go/`, built from its source.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::programs;

/// Builds the program once, without fetching anything, and returns its path.
pub(crate) fn program(folder: &Path) -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build(folder))
}

fn build(folder: &Path) -> PathBuf {
    let program = folder.join("connectpay-gateways-go");
    let go = programs::find("go").expect("the test looked for it");
    let built = Command::new(go)
        // Git may not trust the folder, and nobody asks for the version.
        .args(["build", "-buildvcs=false", "-o"])
        .arg(&program)
        .arg(".")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("go"))
        .env("CGO_ENABLED", "0")
        .env("GOCACHE", folder.join("go-cache"))
        .env("GOPATH", folder.join("go-path"))
        .env("GOFLAGS", "-mod=mod")
        .env("GOPROXY", "off")
        // A newer Go would fetch the version that `go.mod` names.
        .env("GOTOOLCHAIN", "local")
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "the program in Go was not built"
    );
    program
}
