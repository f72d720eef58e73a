//! What the compiler says of attributes that do not say where the runtime is, in a crate
//! that knows it by another name or through another crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::libraries::{rustc, rustc_behind};

#[test]
fn a_renamed_runtime_is_found_however_its_attributes_are_imported() {
    for case in cases("tests/rustc/renamed/accepted") {
        assert_eq!(
            said(rustc("payments_runtime"), &case),
            "",
            "{}",
            case.display()
        );
    }
}

#[test]
fn a_renamed_runtime_is_found_where_rustc_reads_its_arguments_from_a_file() {
    let file = output("renamed.args");
    let libraries = rustc("payments_runtime");
    let mut arguments: Vec<&str> = libraries
        .get_args()
        .map(|it| it.to_str().unwrap())
        .collect();
    arguments.push("");
    fs::write(&file, arguments.join("\n")).unwrap();
    for case in cases("tests/rustc/renamed/accepted") {
        let mut rustc = Command::new(libraries.get_program());
        rustc.current_dir(env!("CARGO_MANIFEST_DIR"));
        rustc.arg(format!("@{}", file.display()));
        assert_eq!(said(rustc, &case), "", "{}", case.display());
    }
}

#[test]
fn the_runtime_of_another_crate_is_found_or_an_error_asks_where_it_is() {
    let sdk = my_sdk("libmy_sdk.rmeta");
    for case in cases("tests/rustc/sdk/accepted") {
        let said = said(rustc_behind("my_sdk", &sdk), &case);
        assert_eq!(said, "", "{}", case.display());
    }
    for case in cases("tests/rustc/sdk/refused") {
        let said = said(rustc_behind("my_sdk", &sdk), &case);
        // What follows counts the errors.
        let (said, _) = said.split_once("error: aborting due to").expect(&said);
        let expected = case.with_extension("stderr");
        if std::env::var("TRYBUILD").is_ok_and(|told| told == "overwrite") {
            fs::write(&expected, said.trim_end().to_owned() + "\n").unwrap();
        }
        let expected = fs::read_to_string(expected).unwrap();
        assert_eq!(said.trim_end(), expected.trim_end(), "{}", case.display());
    }
}

#[test]
fn a_name_of_ones_own_for_another_version_than_the_direct_one_takes_the_path_that_it_is_told() {
    let sdk = my_sdk("libmy_sdk_beside.rmeta");
    // It has the name of the runtime and nothing of it, so no expansion can use it.
    let direct = output("libconnectpay-direct.rmeta");
    let mut built = rustc("payments_runtime");
    built.args([
        "--crate-type=lib",
        "--crate-name=connectpay",
        "-Cmetadata=direct",
        "-o",
    ]);
    built.arg(&direct).arg("tests/rustc/sdk/direct.rs");
    assert!(built.status().unwrap().success());
    for case in cases("tests/rustc/sdk/beside") {
        let mut rustc = rustc_behind("my_sdk", &sdk);
        rustc.arg(format!("--extern=connectpay={}", direct.display()));
        assert_eq!(said(rustc, &case), "", "{}", case.display());
    }
}

/// The library of the crate that re-exports the runtime, under the given name.
fn my_sdk(library: &str) -> PathBuf {
    let sdk = output(library);
    let mut built = rustc("connectpay");
    built.args(["--crate-type=lib", "--crate-name=my_sdk", "-o"]);
    built.arg(&sdk).arg("tests/rustc/sdk/my_sdk.rs");
    assert!(built.status().unwrap().success());
    sdk
}

/// What rustc says of a case.
fn said(mut rustc: Command, case: &Path) -> String {
    rustc.args(["--diagnostic-width=140", "-Adead_code", "-o"]);
    let rustc = rustc.arg(output("renamed.rmeta")).arg(case);
    String::from_utf8(rustc.output().unwrap().stderr).unwrap()
}

fn output(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The cases of a folder of this package.
fn cases(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(root.join(folder)).unwrap();
    let files = files.map(|file| Path::new(folder).join(file.unwrap().file_name()));
    let cases: Vec<_> = files
        .filter(|it| it.extension().is_some_and(|it| it == "rs"))
        .collect();
    assert!(!cases.is_empty(), "{folder}");
    cases
}
