//! What the compiler says of an imported attribute in a crate that knows the runtime by
//! another name, which the macro cannot see.

use std::process::Command;

/// Those of `tests/ui.rs`, so that both share what they build.
const FLAGS: &str = "--cfg=trybuild|-Adead_code|--diagnostic-width=140";

#[test]
fn an_imported_attribute_of_a_renamed_runtime_is_one_error_that_says_its_path() {
    if std::env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("trybuild")) {
        trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
        return;
    }
    let name = "an_imported_attribute_of_a_renamed_runtime_is_one_error_that_says_its_path";
    let status = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.replace('|', "\x1f"))
        .status();
    assert!(status.unwrap().success(), "see the messages above");
}
