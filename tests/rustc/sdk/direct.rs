//! What stands for another version of the runtime, on which a crate depends directly.
