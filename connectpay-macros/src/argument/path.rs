//! Arguments that fill a placeholder of the path. No marker says so: the name does.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::location::{Filled, Location};

pub(crate) struct InPath;

impl Location for InPath {
    fn variant(&self) -> TokenStream {
        quote! { Path }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            ..
        } = filled;
        quote! { #p::Request::path(&mut #request, #name, #value); }
    }

    fn is_path(&self) -> bool {
        true
    }

    /// The bound is a trait of the runtime, which the type itself has or has not.
    fn bounded<'a>(&self, ty: &'a Type) -> &'a Type {
        ty
    }
}
