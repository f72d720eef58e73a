//! What rustc itself says where trybuild cannot ask it: of hundreds of half-written
//! declarations at once, and in a crate that knows the runtime by another name.

mod libraries;
mod renamed;
mod typing;
