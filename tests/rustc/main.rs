//! What rustc itself says where trybuild cannot ask it: of hundreds of half-written
//! declarations at once, of a crate that knows the runtime by another name, and in an
//! incremental build.

mod libraries;
mod renamed;
mod reported_once;
mod typing;
