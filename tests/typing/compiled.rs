//! What rustc says of a crate, module by module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::sample::Module;

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typing");
    let source = folder.join("src");
    _ = fs::remove_dir_all(&source);
    fs::create_dir_all(&source).unwrap();
    let runtime = root.join("connectpay-runtime");
    let manifest = format!(
        "[package]\nname = \"typing\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n\
         connectpay = {{ package = \"connectpay-runtime\", path = \"{}\", default-features = false, features = [\"loopback\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n",
        runtime.display().to_string().escape_default()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut main = String::new();
    for Module { name, text } in modules {
        fs::write(source.join(&name).with_extension("rs"), text).unwrap();
        main.extend(["mod ", &name, ";\n"]);
    }
    fs::write(source.join("main.rs"), main + "fn main() {}\n").unwrap();
    Compiled(errors(&folder))
}

fn errors(folder: &Path) -> BTreeMap<String, Vec<Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    let mut errors: BTreeMap<String, Vec<Error>> = BTreeMap::new();
    let said = String::from_utf8(output.stdout).unwrap();
    let messages = said.lines().filter_map(|line| {
        let value: Value = serde_json::from_str(line).unwrap();
        let message = value.get("message")?.clone();
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
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.is_empty(), "rustc said nothing: {complaint}");
    errors
}

/// Where a span was written, which is where its outermost macro was called.
fn written(span: &Value) -> &Value {
    match span["expansion"].get("span") {
        Some(outer) => written(outer),
        None => span,
    }
}
