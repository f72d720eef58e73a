//! Under which names this crate knows the runtime and other crates.
//!
//! A macro does not see the imports of its user, so an imported attribute says nothing of
//! the crate that it came from, and neither does one from a module of the user's own. What
//! rustc was called with tells where `::connectpay` can lead. An editor that expands macros
//! in a process of its own has no such arguments; it goes by what the attribute says, and by
//! the runtime's own name.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The name of the library, as its author gave it.
const RUNTIME: &str = "connectpay";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// By its own name.
    ByItsName,
    /// By this name.
    Renamed(String),
    /// Nobody can tell.
    Perhaps,
    /// It does not depend on the runtime itself, but on a crate that re-exports it.
    Not,
}

/// The crates that rustc was told of.
#[derive(Default)]
pub(super) struct Externs {
    /// The name of this crate.
    this: Option<String>,
    names: Vec<String>,
    /// The names of those that are the runtime.
    runtimes: Vec<String>,
    /// The file of the root module.
    root: Option<PathBuf>,
}

impl Externs {
    /// As far as Cargo tells, which passes every dependency by name.
    pub(super) fn of_this_crate() -> Self {
        if env::var_os("CARGO_MANIFEST_DIR").is_none() {
            return Self::default();
        }
        let arguments = env::args_os().filter_map(|argument| argument.into_string().ok());
        let arguments: Option<Vec<Vec<String>>> = arguments.map(expanded).collect();
        // Of a file that cannot be read, rustc has read what nobody here knows.
        arguments.map_or_else(Self::default, |it| Self::among(it.into_iter().flatten()))
    }

    /// Reads the arguments of rustc: `--extern name=path`, with options before the name.
    fn among(arguments: impl Iterator<Item = String>) -> Self {
        let (mut externs, mut before) = (Self::default(), String::new());
        for argument in arguments {
            let given = if before == "--extern" {
                Some(argument.as_str())
            } else {
                argument.strip_prefix("--extern=")
            };
            if let Some(given) = given {
                let (names, path) = given.split_once('=').unwrap_or((given, ""));
                let name = names.rsplit(':').next().unwrap_or(names);
                externs.names.push(name.to_owned());
                if is_runtime(path) {
                    externs.runtimes.push(name.to_owned());
                }
            } else if before == "--crate-name" {
                externs.this = Some(argument.clone());
            } else if Path::new(&argument)
                .extension()
                .is_some_and(|it| it == "rs")
            {
                externs.root = Some(PathBuf::from(&argument));
            }
            before = argument;
        }
        externs
    }

    /// Whether a crate has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// By which name the runtime is found.
    pub(super) fn runtime(&self) -> Known {
        let is_runtime_itself = self.this.as_deref() == Some(RUNTIME);
        match self.runtimes.as_slice() {
            _ if is_runtime_itself || self.names.is_empty() => Known::Perhaps,
            _ if self.has(RUNTIME) => Known::ByItsName,
            [name] => Known::Renamed(name.clone()),
            [] if !self.may_rename_a_crate() => Known::Not,
            // With two versions, it may be either.
            _ => Known::Perhaps,
        }
    }

    /// Whether the root module may have `extern crate … as connectpay`, by which
    /// `::connectpay` leads to a crate of another name.
    fn may_rename_a_crate(&self) -> bool {
        let text = self.root.as_ref().map(fs::read_to_string);
        text.is_none_or(|text| text.is_ok_and(|text| renames_a_crate(&text)))
    }
}

/// The arguments that one stands for: `@path` is a file with one on each line, which rustdoc
/// writes for doctests, and Cargo if the command line would be too long.
fn expanded(argument: String) -> Option<Vec<String>> {
    let Some(path) = argument.strip_prefix('@') else {
        return Some(vec![argument]);
    };
    let lines = fs::read_to_string(path).ok()?;
    Some(lines.lines().map(str::to_owned).collect())
}

/// Whether a file has `extern crate … as connectpay` in it, maybe in a comment: then rustc
/// itself says what is wrong.
fn renames_a_crate(text: &str) -> bool {
    let is_of_a_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text
        .split(|c| !is_of_a_word(c))
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(5)
        .any(|words| matches!(words, ["extern", "crate", _, "as", RUNTIME]))
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

    /// What is known of a crate whose root is this package's, which renames nothing.
    fn known(arguments: &[&str]) -> Known {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs");
        let arguments = arguments.iter().copied().chain([root]);
        Externs::among(arguments.map(str::to_owned)).runtime()
    }

    #[test]
    fn the_runtime_is_found_under_every_name() {
        let renamed = Known::Renamed("cp".to_owned());
        for (arguments, expected) in [
            (vec!["rustc", "--crate-name", "a"], &Known::Perhaps),
            (
                vec![
                    "--extern",
                    "serde=/d/libserde-1.rmeta",
                    "--extern",
                    "connectpay=/d/libx.rlib",
                ],
                &Known::ByItsName,
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
                vec![
                    "--extern",
                    "cp=/d/libconnectpay-1.rmeta",
                    "--extern",
                    "old=/d/libconnectpay-2.rmeta",
                ],
                &Known::Perhaps,
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
            assert_eq!(&known(&arguments), expected, "{arguments:?}");
        }
    }

    #[test]
    fn arguments_in_a_file_that_cannot_be_read_are_not_taken_for_none() {
        let missing = concat!("@", env!("CARGO_MANIFEST_DIR"), "/no-such-file");
        assert_eq!(expanded(missing.to_owned()), None);
        assert_eq!(expanded("-O".to_owned()), Some(vec!["-O".to_owned()]));
    }

    #[test]
    fn what_the_root_cannot_tell_is_left_to_rustc() {
        let arguments = ["--extern", "sdk=/d/libsdk-1.rmeta"].map(str::to_owned);
        let of_no_file = Externs::among(arguments.into_iter());
        assert_eq!(of_no_file.runtime(), Known::Perhaps);
    }

    #[test]
    fn an_extern_crate_item_is_found_however_it_is_laid_out() {
        let rename = "#[macro_use]\npub extern crate my_sdk\n    as connectpay;";
        assert!(renames_a_crate(rename));
        for other in [
            "extern crate my_sdk;",
            "extern crate my_sdk as bank; use bank as connectpay;",
            "use my_sdk as connectpay;",
        ] {
            assert!(!renames_a_crate(other), "{other}");
        }
    }
}
