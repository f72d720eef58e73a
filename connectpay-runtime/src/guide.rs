//! How to do what applications do, a chapter for each task. These modules hold no code.

#[doc = include_str!("guide/failures.md")]
pub mod failures {}
