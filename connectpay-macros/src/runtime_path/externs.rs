//! Under which name this crate depends on the runtime.
//!
//! A macro does not see the imports of its user, so an imported attribute says nothing of
//! the crate that it came from. What rustc was called with tells whether `::connectpay` can
//! lead anywhere. It decides what a message says and nothing else: an editor that expands
//! macros in a process of its own has no such arguments, and must not expand otherwise.

use std::env;
use std::path::Path;

/// The name of the library, as its author gave it.
const RUNTIME: &str = "connectpay";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// By its own name, or nobody can tell.
    Perhaps,
    /// By this name.
    Renamed(String),
    /// It does not depend on the runtime itself, but on a crate that re-exports it.
    Not,
}

impl Known {
    /// As far as Cargo tells, which passes every dependency by name.
    pub(super) fn to_this_crate() -> Self {
        if env::var_os("CARGO_MANIFEST_DIR").is_none() {
            return Self::Perhaps;
        }
        let arguments = env::args_os().filter_map(|argument| argument.into_string().ok());
        Self::among(arguments)
    }

    /// Reads the arguments of rustc: `--extern name=path`, with options before the name.
    fn among(arguments: impl Iterator<Item = String>) -> Self {
        let (mut known, mut before) = (None, String::new());
        for argument in arguments {
            if before == "--crate-name" && argument == RUNTIME {
                return Self::Perhaps;
            }
            let given = if before == "--extern" {
                Some(argument.as_str())
            } else {
                argument.strip_prefix("--extern=")
            };
            if let Some(given) = given {
                let (names, path) = given.split_once('=').unwrap_or((given, ""));
                let name = names.rsplit(':').next().unwrap_or(names);
                if name == RUNTIME {
                    return Self::Perhaps;
                }
                if is_runtime(path) {
                    known = Some(Self::Renamed(name.to_owned()));
                }
                known = known.or(Some(Self::Not));
            }
            before = argument;
        }
        known.unwrap_or(Self::Perhaps)
    }
}

/// Whether a library is the runtime: `libconnectpay-0123456789abcdef.rmeta`.
fn is_runtime(path: &str) -> bool {
    let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str());
    let stem = stem.and_then(|stem| stem.strip_prefix("lib"));
    stem.is_some_and(|stem| stem.split('-').next() == Some(RUNTIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(arguments: &[&str]) -> Known {
        Known::among(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn the_runtime_is_found_under_every_name() {
        let renamed = Known::Renamed("cp".to_owned());
        for (arguments, known) in [
            (vec!["rustc", "--crate-name", "a"], &Known::Perhaps),
            (
                vec![
                    "--extern",
                    "serde=/d/libserde-1.rmeta",
                    "--extern",
                    "connectpay=/d/libx.rlib",
                ],
                &Known::Perhaps,
            ),
            (vec!["--extern", "cp=/d/libconnectpay-1.rmeta"], &renamed),
            (vec!["--extern=priv:cp=/d/libconnectpay.rlib"], &renamed),
            (
                vec![
                    "--extern",
                    "cp=/d/libconnectpay-1.rmeta",
                    "--extern",
                    "z=/d/libz-1.rmeta",
                ],
                &renamed,
            ),
            (
                vec!["--extern", "sdk=/d/libconnectpay_sdk-1.rmeta"],
                &Known::Not,
            ),
            (vec!["--extern", "proc_macro"], &Known::Not),
            (
                vec![
                    "--crate-name",
                    "connectpay",
                    "--extern",
                    "serde=/d/libserde-1.rmeta",
                ],
                &Known::Perhaps,
            ),
        ] {
            assert_eq!(&among(&arguments), known, "{arguments:?}");
        }
    }
}
