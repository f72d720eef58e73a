//! Traits of endpoints and of other items.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::args::args;
use super::method::method;

pub(in crate::tests) fn api_trait() -> impl Strategy<Value = String> {
    let endpoint = (args(), method())
        .prop_map(|(args, method)| format!("#[connectpay::endpoint({args})] {method}"));
    let members = vec(
        prop_oneof![2 => endpoint, 1 => other_item().prop_map(str::to_owned)],
        0..5,
    );
    (head(), members).prop_map(|(head, members)| format!("{head} {{ {} }}", members.join("\n")))
}

fn head() -> impl Strategy<Value = &'static str> {
    select(vec![
        "trait A",
        "pub trait A<T>: B + 'static where T: C",
        "unsafe trait A",
        "trait r#A",
        "pub(in x) trait A: for<'a> F<'a>",
        "auto trait A",
        "trait A:",
        "struct S",
        "impl X for Y",
        "mod m",
        "enum E",
        "trait",
        "",
        "#![inner] trait A",
        "trait A = B;",
    ])
}

fn other_item() -> impl Strategy<Value = &'static str> {
    select(vec![
        "fn f(&self);",
        "fn f() -> Foo<{ 1 }> { }",
        "type T;",
        "type T: Iterator<Item = u8>;",
        "type T = u8;",
        "const C: u8;",
        "const C: u8 = { 1 };",
        "const fn g();",
        "m! {}",
        "m!();",
        "#[endpoint] type T;",
        "#[a::endpoint = 1] fn f();",
        "#[endpoint[x]] m!();",
        "unsafe fn u(&self) {}",
        "x",
        ";",
        "async",
        "/// dangling",
    ])
}
