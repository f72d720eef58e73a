//! What rustc says of a crate, module by module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::sample::Module;
use crate::libraries::rustc;

/// One error: its line in the file of its module, and what it says.
#[derive(Debug, PartialEq)]
pub(crate) struct Error {
    line: usize,
    code: Option<String>,
    message: String,
}

impl Error {
    /// Whether rustc does not know a name, or a type without its generic arguments: half a
    /// name that is being typed. rustc says so beside whatever else is wrong.
    pub(crate) fn is_half_a_name(&self) -> bool {
        let codes = ["E0107", "E0412", "E0425", "E0433", "E0573"];
        self.code
            .as_deref()
            .is_some_and(|code| codes.contains(&code))
    }
}

/// The errors of each module.
pub(crate) struct Compiled(BTreeMap<String, Vec<Error>>);

impl Compiled {
    pub(crate) fn errors(&self, module: &Module) -> Vec<&Error> {
        self.0.get(&module.name).into_iter().flatten().collect()
    }

    pub(crate) fn errors_at_uses(&self, module: &Module) -> usize {
        let first = module.first_use();
        let errors = self.errors(module).into_iter();
        errors.filter(|error| error.line >= first).count()
    }
}

/// Checks a crate that consists of these modules.
pub(crate) fn compile(modules: impl Iterator<Item = Module>) -> Compiled {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typing");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut main = String::new();
    for Module { name, text } in modules {
        fs::write(folder.join(&name).with_extension("rs"), text).unwrap();
        main.extend(["mod ", &name, ";\n"]);
    }
    fs::write(folder.join("main.rs"), main + "fn main() {}\n").unwrap();
    Compiled(errors(&folder))
}

fn errors(folder: &Path) -> BTreeMap<String, Vec<Error>> {
    let output = rustc("connectpay")
        .arg("--error-format=json")
        .arg("-o")
        .arg(folder.join("typing.rmeta"))
        .arg(folder.join("main.rs"))
        .output()
        .unwrap();
    let mut errors: BTreeMap<String, Vec<Error>> = BTreeMap::new();
    let said = String::from_utf8(output.stderr).unwrap();
    let messages = said.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).unwrap();
        (message["level"] == "error" && message["spans"] != Value::Array(vec![])).then_some(message)
    });
    for message in messages {
        let spans = message["spans"].as_array().unwrap();
        let primary = spans.iter().find(|span| span["is_primary"] == true);
        let written = written(primary.unwrap());
        let file = written["file_name"].as_str().unwrap();
        let module = Path::new(file).file_stem().unwrap().to_string_lossy();
        errors.entry(module.into_owned()).or_default().push(Error {
            line: usize::try_from(written["line_start"].as_u64().unwrap()).unwrap(),
            code: message["code"]["code"].as_str().map(str::to_owned),
            message: message["message"].as_str().unwrap().to_owned(),
        });
    }
    assert!(!errors.is_empty(), "rustc said nothing: {said}");
    errors
}

/// Where a span was written, which is where its outermost macro was called.
fn written(span: &Value) -> &Value {
    match span["expansion"].get("span") {
        Some(outer) => written(outer),
        None => span,
    }
}
