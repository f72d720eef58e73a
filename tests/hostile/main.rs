//! Whatever comes from outside, a request goes where its declaration says, with
//! well-formed headers, or is not sent.
//!
//! `PROPTEST_CASES` sets the number of generated cases of each test.

mod addresses;
mod base_urls;
mod deciding_segment;
mod last;
mod path_arguments;
mod queries;
mod secrets;
mod siblings;

/// How many cases to generate. The default is what a developer has time for; CI tries
/// ten times as many.
fn cases(usual: u32) -> proptest::prelude::ProptestConfig {
    let told = std::env::var("PROPTEST_CASES").ok();
    let cases = told.map_or(usual, |told| told.parse().unwrap());
    proptest::prelude::ProptestConfig {
        cases,
        max_global_rejects: u32::MAX,
        // Cases are plain. A case that fails is printed and becomes a named test.
        failure_persistence: None,
        ..proptest::prelude::ProptestConfig::default()
    }
}
