//! What the runtime promises, a module for each promise.

mod abandoned;
mod allowed_hosts;
mod answers;
mod arguments;
mod calls;
mod canaries;
mod certificates;
mod credentials;
mod declared;
mod durations;
mod each_call;
mod errors;
mod fakes;
mod hosts;
mod layers;
mod limits;
mod outcomes;
mod recorder;
mod redaction;
mod redirects;
mod reserved_headers;
mod retries;
mod scripted;
mod sources;
mod tokens;
mod wire;
