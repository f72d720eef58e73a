//! Rules that the sources themselves have to keep.

mod hidden_names;
mod modules;
mod public_types;
