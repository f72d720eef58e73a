//! Attributes of other crates on a trait of endpoints: below `#[api]` they see the trait
//! that it made, and above it they would see what it has not made yet.

#[cfg(test)]
mod auto_impl;
#[cfg(test)]
mod mocks;
