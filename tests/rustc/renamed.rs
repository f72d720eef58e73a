//! What the compiler says of an imported attribute in a crate that knows the runtime by
//! another name, which the macro cannot see.

use std::fs;
use std::path::Path;

use crate::libraries::rustc;

#[test]
fn an_imported_attribute_of_a_renamed_runtime_is_one_error_that_says_its_path() {
    let cases = ["dollar-crate-alone", "imported-api", "imported-endpoint"];
    for case in cases.map(|name| Path::new("tests/rustc/renamed").join(name)) {
        let metadata = Path::new(env!("CARGO_TARGET_TMPDIR")).join("renamed.rmeta");
        let output = rustc("payments_runtime")
            .arg("--diagnostic-width=140")
            .arg("-o")
            .arg(metadata)
            .arg(case.with_extension("rs"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        // What follows counts the errors, of which there is one.
        let (said, _) = said
            .split_once("error: aborting due to 1 previous error")
            .expect(&said);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let expected = root.join(&case).with_extension("stderr");
        if std::env::var("TRYBUILD").is_ok_and(|told| told == "overwrite") {
            fs::write(&expected, said.trim_end().to_owned() + "\n").unwrap();
        }
        let expected = fs::read_to_string(expected).unwrap();
        assert_eq!(said.trim_end(), expected.trim_end(), "{}", case.display());
    }
}
