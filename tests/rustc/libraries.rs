//! rustc with the libraries that this program was built from. A package that depends on
//! them would build them, and all that they depend on, once more.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// rustc for a crate that uses serde, and the runtime by the given name.
pub(crate) fn rustc(runtime: &str) -> Command {
    with(&[("connectpay", runtime), ("serde", "serde")])
}

/// rustc for a crate that uses serde, and the runtime through the crate that is given by its
/// name and its library.
pub(crate) fn rustc_behind(name: &str, library: &Path) -> Command {
    let mut rustc = with(&[("serde", "serde")]);
    rustc.arg(format!("--extern={name}={}", library.display()));
    rustc
}

/// rustc for a crate that knows each of these libraries by a name.
fn with(names: &[(&str, &str)]) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(root);
    rustc.args(["--edition=2024", "--emit=metadata"]);
    for artifact in &*ARTIFACTS {
        let library = artifact["target"]["name"].as_str();
        let name = names.iter().find(|(known, _)| library == Some(known));
        let is_of_use = name.is_some() || library == Some("connectpay");
        if !is_of_use {
            continue;
        }
        let files = artifact["filenames"].as_array().into_iter().flatten();
        let files = files.filter_map(Value::as_str).map(Path::new);
        for library in files.filter(|file| file.extension().is_some_and(|it| it == "rlib")) {
            let folder = library.parent().unwrap().display();
            rustc.arg(format!("-Ldependency={folder}"));
            if let Some((_, name)) = name {
                rustc.arg(format!("--extern={name}={}", library.display()));
            }
        }
    }
    rustc
}

/// What Cargo built for this program, which it does not build anew.
static ARTIFACTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root);
    cargo.args(["test", "--offline", "--locked", "--quiet", "--no-run"]);
    cargo.args(["--message-format=json", "--test=rustc"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let built = cargo.stderr(Stdio::inherit()).output().unwrap();
    let messages = String::from_utf8(built.stdout).unwrap();
    let messages = messages.lines();
    messages
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
});
