//! Tests that need the inside of the macros; those of what users see are in the
//! workspace's `tests/`.

mod declarations;
mod foreign;
mod fragments;
mod never_panics;
mod one_line;
mod remedies;
mod renamed;
mod snapshots;
mod typing;
