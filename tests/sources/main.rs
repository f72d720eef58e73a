//! What the sources themselves have to keep, whatever they do.

mod modules;
mod public_types;
