//! What an incremental build says, as users make it. rustc forgets a copy of what it has
//! reported only in other builds, which are those of trybuild.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::libraries::rustc;

/// Mistakes that leave open what a method takes or returns.
const FOLDERS: [&str; 3] = ["return-type", "signature", "used-signature"];

#[test]
fn a_mistake_is_reported_once_in_an_incremental_build() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reported_once");
    let fail = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail");
    let mut reported = 0;
    for case in FOLDERS
        .iter()
        .flat_map(|name| fs::read_dir(fail.join(name)).unwrap())
    {
        let case = case.unwrap().path();
        if case.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let incremental = folder.join("incremental");
        let output = rustc("connectpay")
            .arg("--error-format=json")
            .arg(format!("-Cincremental={}", incremental.display()))
            .arg("-o")
            .arg(folder.join("case.rmeta"))
            .arg(&case)
            .output()
            .unwrap();
        let mut errors = BTreeSet::new();
        for line in String::from_utf8(output.stderr).unwrap().lines() {
            let said: Value = serde_json::from_str(line).unwrap();
            if said["level"] == "error" && said["spans"] != Value::Array(vec![]) {
                let (message, spans) = (said["message"].to_string(), said["spans"].to_string());
                assert!(
                    errors.insert((message.clone(), spans)),
                    "{}: {message}",
                    case.display()
                );
                reported += 1;
            }
        }
    }
    assert!(reported > 50, "{reported} errors");
}
