//! Attributes of other crates above `#[api]` are refused with a message that says so. What rustc adds where
//! `mockall` has copied the attributes is its own.
//!
//! `TRYBUILD=overwrite` writes the messages anew.

#[test]
fn an_attribute_above_is_refused_with_a_message_that_says_so() {
    trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
}
