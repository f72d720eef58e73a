//! What the compiler refuses and what it accepts: `tests/ui/fail` holds one
//! mistake per file, in a folder named for the rule, with the message that it
//! gets; `tests/ui/pass` holds one promise per file, which is a test
//! named like the file: `cargo test --test ui pass::`.
//!
//! `TRYBUILD=overwrite` writes the messages anew. Of the cases alone whose path
//! has `auth/` in it: `cargo test --test ui -- every_mistake trybuild=auth/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cases::pass;

#[path = "ui"]
mod cases {
    pub(super) mod pass;
}

/// What trybuild tells rustc, `|` between the flags.
const FLAGS: &str = "--cfg=trybuild|-Adead_code|--diagnostic-width=140";

/// trybuild compiles dependencies with flags that are not those of the cases, and so builds
/// all of them twice. Flags from the environment hold for both; since a process cannot
/// safely set its own, trybuild runs in a process that has them from its start.
#[test]
fn every_mistake_is_refused_with_its_message_alone() {
    if std::env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("trybuild")) {
        trybuild::TestCases::new().compile_fail("tests/ui/fail/*/*.rs");
        return;
    }
    let name = "every_mistake_is_refused_with_its_message_alone";
    let chosen = std::env::args().filter(|argument| argument.starts_with("trybuild="));
    let status = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .args(chosen)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.replace('|', "\x1f"))
        .status();
    assert!(status.unwrap().success(), "see the messages above");
}

#[test]
fn every_refusal_has_its_message_and_every_message_its_refusal() {
    let (declarations, messages) = (fail_cases("rs"), fail_cases("stderr"));
    let alone: Vec<_> = declarations.symmetric_difference(&messages).collect();
    assert!(alone.is_empty(), "without their other half: {alone:?}");
}

#[test]
fn a_message_names_no_machine() {
    for case in fail_cases("stderr") {
        let file = fail_root().join(&case).with_extension("stderr");
        let text = std::fs::read_to_string(&file).unwrap();
        for place in [
            env!("CARGO_MANIFEST_DIR"),
            "/home/",
            "/tmp/",
            "C:\\",
            ".cargo/",
        ] {
            assert!(!text.contains(place), "{}: {place}", case.display());
        }
    }
}

/// How many cases each folder has, so that none can vanish unnoticed.
const CASES: [(&str, usize); 38] = [
    ("fail/answers", 18),
    ("fail/arguments", 27),
    ("fail/attribute", 14),
    ("fail/auth", 29),
    ("fail/base", 24),
    ("fail/bodies", 29),
    ("fail/crate", 6),
    ("fail/decided-by", 14),
    ("fail/deciding-segment", 23),
    ("fail/default-headers", 12),
    ("fail/duplicates", 10),
    ("fail/escapes", 17),
    ("fail/headers", 15),
    ("fail/host", 33),
    ("fail/keys", 28),
    ("fail/many", 16),
    ("fail/markers", 20),
    ("fail/method", 26),
    ("fail/misplaced", 24),
    ("fail/other-macros", 6),
    ("fail/path", 34),
    ("fail/placeholders", 14),
    ("fail/queries", 26),
    ("fail/resending", 12),
    ("fail/reserved-headers", 22),
    ("fail/return-type", 21),
    ("fail/sca", 16),
    ("fail/signature", 23),
    ("fail/typing", 17),
    ("fail/unseen", 17),
    ("fail/use", 22),
    ("fail/used", 38),
    ("fail/used-attribute", 18),
    ("fail/used-placeholders", 15),
    ("fail/used-punctuation", 14),
    ("fail/used-signature", 23),
    ("fail/values", 18),
    ("pass", 36),
];

#[test]
fn no_case_was_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let cases = CASES.map(|(folder, _)| (folder, files(&root.join(folder), "rs").len()));
    assert_eq!(cases, CASES, "a case was added or lost: change the number");
    let all: usize = CASES[..CASES.len() - 1]
        .iter()
        .map(|(_, count)| count)
        .sum();
    assert_eq!(fail_cases("rs").len(), all, "a folder is not in the list");
}

#[test]
fn every_promise_is_a_module_or_a_program_and_so_is_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = files(&root.join("tests/ui/pass"), "rs");
    let found: BTreeSet<_> = found
        .iter()
        .map(|file| file.file_stem().unwrap().to_str().unwrap())
        .collect();
    let run = pass::MODULES.iter().chain(&pass::CRATES).copied();
    assert_eq!(found, run.collect(), "`tests/ui/pass.rs` has to name all");
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for program in pass::CRATES {
        let path = format!("path = \"tests/ui/pass/{program}.rs\"");
        assert!(manifest.contains(&path), "`Cargo.toml` has no {path}");
    }
}

fn fail_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail")
}

/// The cases below `fail`, as `rule/breakage`.
fn fail_cases(extension: &str) -> BTreeSet<PathBuf> {
    let root = fail_root();
    let rules = std::fs::read_dir(&root).unwrap();
    rules
        .flat_map(|rule| files(&rule.unwrap().path(), extension))
        .map(|file| file.strip_prefix(&root).unwrap().with_extension(""))
        .collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}
