//! Arguments of the attributes: the right words, near misses and nonsense.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::path::path;

pub(in crate::tests) fn args() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        4 => path().prop_map(|path| format!("{path:?}")),
        1 => select(vec!["partner", "user", "client", "usr", "GET", "POST", "get", "HEAD", "1", "'c'", "b\"x\"",
            "\"GET\"", "[partner, user]", "GET | POST", "false", "::a::b", "a::b", "crate::x", "concat!(\"a\")", "-", "{ x }", "[1, 2]", "", "r#type", "=", "=="]).prop_map(str::to_owned),
    ];
    let key = select(vec![
        "path",
        "auth",
        "decided_by",
        "method",
        "idempotent",
        "once",
        "crate",
        "base",
        "host",
        "header",
        "pth",
        "prefix",
        "timeout",
        "verb",
        "r#path",
        "stage",
        "production",
        "\"path\"",
        "7",
        "",
    ]);
    let arg = prop_oneof![
        3 => (key.clone(), value.clone()).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => key.clone().prop_map(str::to_owned),
        1 => (key.clone(), key, value).prop_map(|(outer, key, value)| format!("{outer}({key} = {value})")),
        2 => path().prop_map(|path| format!("path = {path:?}")),
        2 => select(vec!["auth = partner", "auth = user"]).prop_map(str::to_owned),
        1 => select(vec!["decided_by = \"partner\"", "decided_by = \"client\""]).prop_map(str::to_owned),
    ];
    vec(arg, 0..5).prop_map(|args| args.join(", "))
}
