//! What `#[endpoint]` takes alone, `#[api]` recognizes under any name: else it would
//! expand alone, without the trait's `base` and `host`.

use proc_macro2::TokenStream;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// Arguments of an endpoint, right ones and others, in any order.
fn args() -> impl Strategy<Value = String> {
    let any = vec![
        "path = \"/x/partner/y\"",
        "path = r\"/x/client/y\"",
        "auth = partner",
        "auth = user",
        "method = POST",
        "idempotent",
        "once",
        "crate = ::sdk",
        "Path = \"/x/partner/y\"",
        "auth(user)",
    ];
    let given = subsequence(any, 2..5).prop_shuffle();
    (given, select(vec!["", ","])).prop_map(|(given, end)| given.join(", ") + end)
}

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn is_refused(expansion: &TokenStream) -> bool {
    expansion.to_string().contains("compile_error")
}

#[test]
fn an_endpoint_under_another_name_is_refused_where_it_would_expand_alone() {
    let mut accepted = 0;
    let mut runner = TestRunner::deterministic();
    for _ in 0..5_000 {
        let args = args().new_tree(&mut runner).unwrap().current();
        let method = "async fn m(&self) -> Result<u8>;";
        if is_refused(&crate::endpoint::expand(tokens(&args), &tokens(method))) {
            continue;
        }
        accepted += 1;
        for attr in [
            format!("#[get({args})]"),
            format!("#[a::b({args})]"),
            format!("#[cfg_attr(x, get({args}))]"),
        ] {
            let item = tokens(&format!("trait A {{ {attr} {method} }}"));
            let base = tokens("base = \"/base\"");
            assert!(is_refused(&crate::api::expand(base, &item)), "{attr}");
        }
    }
    assert!(accepted > 200, "{accepted}");
}
