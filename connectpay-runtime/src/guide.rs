//! How to do what applications need to do, with a chapter for each task. These modules
//! hold no code, and their examples are tests of this crate.
//!
//! | task | chapter |
//! |---|---|
//! | write an endpoint down | [`declare`] |
//! | log a user in, and keep the user logged in | [`log_in`] |
//! | pay, step by step | [`pay`] |
//! | handle what fails | [`failures`] |
//! | test without an account | [`test`](mod@test) |
//! | see what happens | [`observe`] |
//! | run it on more than one machine | [`deploy`] |
//! | find out why something fails | [`debug`](mod@debug) |
//!
//! ConnectPay's public pages show four paths, and neither methods nor JSON names. Paths
//! that begin with `/example` are made up; paths that begin with `/sandbox` are the
//! sandbox's own.

#[doc = include_str!("guide/declare.md")]
pub mod declare {}

#[doc = include_str!("guide/log_in.md")]
pub mod log_in {}

#[doc = include_str!("guide/pay.md")]
pub mod pay {}

#[doc = include_str!("guide/failures.md")]
pub mod failures {}

#[doc = include_str!("guide/test.md")]
pub mod test {}

#[doc = include_str!("guide/observe.md")]
pub mod observe {}

#[doc = include_str!("guide/deploy.md")]
pub mod deploy {}

#[doc = include_str!("guide/debug.md")]
pub mod debug {}
