//! The macros know each method of a caller that would hide an endpoint of its name.

use std::fs;
use std::path::Path;

fn source(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(file)).unwrap()
}

/// The public methods with `&self`.
fn methods(file: &str) -> Vec<String> {
    let text = source(file);
    let public = text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("pub ")?;
        let (_, rest) = rest.split_once("fn ")?;
        let (name, arguments) = rest.split_once('(')?;
        arguments.starts_with("&self").then(|| name.to_owned())
    });
    let mut public: Vec<_> = public.collect();
    public.sort();
    public
}

/// The names in a constant of the macros.
fn listed(constant: &str) -> Vec<String> {
    let text = source("connectpay-macros/src/validate/hidden.rs");
    let (_, list) = text.split_once(&format!("const {constant}: ")).unwrap();
    let (list, _) = list.split_once(';').unwrap();
    let words = list.split('"').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

#[test]
fn every_method_of_a_caller_is_refused_as_the_name_of_an_endpoint() {
    let client = methods("connectpay-runtime/src/client.rs");
    let session = methods("connectpay-runtime/src/client/session.rs");
    assert!(client.contains(&"session".to_owned()));
    assert_eq!(listed("OF_CLIENT"), client);
    assert_eq!(listed("OF_SESSION"), session);
}
