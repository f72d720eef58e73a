//! Endpoints as data: what a declaration says, for programs that read it.
//!
//! [`api`](macro@crate::api) gives every trait a constant of its own name, an [`Api`],
//! which lists its [`Operation`]s with their [`Endpoint`]s and [`Parameter`]s. Use it
//! to print an API, to compare it with a reference, or to find out in a test which
//! endpoint a request was for. [`Error::endpoint`](crate::Error::endpoint) names the
//! endpoint of a call that failed.

pub use crate::endpoint::{Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter};
