//! Rules that the sources themselves have to keep.

mod modules;
mod public_types;
