//! The type of what a mistake leaves open.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

/// A type that rustc takes for every other, so that no use of what has it is an error.
///
/// It is made of a mistake that is reported anyway, and rustc reports it once. Of one that
/// rustc alone has reported, no type can be made.
pub(super) fn mistaken(errors: &Errors, p: &RuntimePath) -> TokenStream {
    errors.first_compile_error().map_or_else(
        || quote! { () },
        |reported| quote! { #p::Mistaken<{ #reported }> },
    )
}
