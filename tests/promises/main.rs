//! What the runtime promises, a module for each promise.

mod abandoned;
mod allowed_hosts;
mod answers;
mod arguments;
mod attempts;
mod bodies;
mod calls;
mod certificates;
mod credentials;
mod default_headers;
mod durations;
mod each_call;
mod errors;
mod fakes;
mod headers;
mod hosts;
mod layers;
mod left_out;
mod limits;
mod open_types;
mod outcomes;
mod paths;
mod queries;
mod redaction;
mod redirects;
mod reserved_headers;
mod retries;
mod scalars;
mod sources;
mod tokens;
mod wire;

// `crate::recorder` and its like, in every module.
use connectpay_test_support::{canaries, declared, recorder, scripted};
