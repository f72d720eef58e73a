//! What attributes of other crates cannot do. What rustc adds where `mockall` has copied the
//! attributes is its own.
//!
//! `TRYBUILD=overwrite` writes the messages anew.

#[test]
fn what_api_cannot_see_is_refused_with_a_message_that_says_so() {
    trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
}
