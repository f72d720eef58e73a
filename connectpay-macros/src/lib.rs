//! The attribute macros of `connectpay-runtime`, which re-exports and documents them.
//!
//! A declaration goes one way through the crate: tokens are read by `args` and
//! `item`, `validate` applies every rule and never stops early, its result is
//! a `model` of valid values alone, and `expand` writes that down. When a
//! rule was broken, `fallback` re-emits what the author wrote, so that the
//! messages of the rules are the only ones.

// A panic here would be an internal error in the middle of a user's build.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod api;
mod args;
mod argument;
mod endpoint;
mod errors;
mod expand;
mod fallback;
mod header;
mod item;
mod model;
mod path;
mod runtime_path;
mod shape;
mod tokens;
mod unquoted;
mod validate;
mod word;

use proc_macro::TokenStream;

#[expect(missing_docs, reason = "rustdoc adds them to those of the re-export")]
#[proc_macro_attribute]
pub fn endpoint(args: TokenStream, item: TokenStream) -> TokenStream {
    endpoint::expand(args.into(), &item.into()).into()
}

#[expect(missing_docs, reason = "rustdoc adds them to those of the re-export")]
#[proc_macro_attribute]
pub fn api(args: TokenStream, item: TokenStream) -> TokenStream {
    api::expand(args.into(), &item.into()).into()
}

#[cfg(test)]
mod tests;
