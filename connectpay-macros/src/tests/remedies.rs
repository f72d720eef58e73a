//! What an error writes out is pasted, so it says all that the author has said.

use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::args::EndpointArgs;
use crate::model::HttpMethod;

proptest! {
    #[test]
    fn a_remedy_keeps_every_argument_in_any_order(
        given in subsequence(
            vec![
                "\"/x/partner/y\"",
                "once",
                "idempotent",
                "auth = user",
                "decided_by = \"client\"",
                "crate = ::sdk",
                "method = POST",
            ],
            0..=7,
        ).prop_shuffle(),
    ) {
        let named = ("`#[post]`".to_owned(), HttpMethod::POST);
        let tokens = given.join(", ").parse().unwrap();
        let remedy = EndpointArgs::meant_by(tokens, Some(named)).unwrap();
        let written: Vec<&str> = remedy.split(", ").collect();
        for argument in &given {
            let argument = match *argument {
                path if path.starts_with('"') => format!("path = {path}"),
                other => other.to_owned(),
            };
            prop_assert!(written.contains(&argument.as_str()), "{argument}: {remedy}");
        }
        let count = |key: &str| written.iter().filter(|it| it.starts_with(key)).count();
        prop_assert_eq!((count("method"), count("path")), (1, 1), "{}", remedy);
    }
}

#[test]
fn a_remedy_is_not_written_where_two_methods_are_named() {
    for given in ["\"PUT /x\"", "\"/x\", method = GET", "GET, \"/x\", once"] {
        let named = ("`#[post]`".to_owned(), HttpMethod::POST);
        let remedy = EndpointArgs::meant_by(given.parse().unwrap(), Some(named));
        let refusal = remedy.unwrap_err();
        assert!(refusal.starts_with("`#[post]` says POST and "), "{refusal}");
    }
}
