//! Path templates: right ones, near misses and nonsense.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn path() -> impl Strategy<Value = String> {
    let segment = select(vec![
        "partner",
        "client",
        "users",
        "{id}",
        "{user}",
        "{userId}",
        "{user-id}",
        "{id}.pdf",
        "{user}:close",
        "{id}.",
        "{}",
        "{",
        "}",
        "{a}{b}",
        "{{id}}",
        "x{id}",
        ".",
        "..",
        "",
        "%2e%2e",
        "%70artner",
        "%",
        "%zz",
        "%2F",
        "%C0%AF",
        "%ff",
        "%20..",
        "%EF%BD%83lient",
        "partners",
        "Partner",
        "{partner}",
        "é",
        " ",
        "a b",
        "\\",
        "?x=1",
        "#f",
        "\n",
        "\0",
        "//",
        "https:",
        "a:b@c",
    ]);
    prop_oneof![
        5 => vec(segment.clone(), 0..6).prop_map(|segments| format!("/{}", segments.join("/"))),
        1 => vec(segment, 0..4).prop_map(|segments| segments.join("/")),
        1 => any::<String>(),
    ]
}
