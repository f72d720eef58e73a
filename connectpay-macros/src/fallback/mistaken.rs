//! The type of what a mistake leaves open.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::errors::Errors;
use crate::runtime_path::RuntimePath;

/// A type that rustc takes for every other, so that no use of what has it is an error.
///
/// It is made of the first mistake, which is reported there and nowhere else: rustc would
/// report a second copy again in an incremental build. Of a mistake that rustc alone has
/// reported, no type can be made.
pub(super) struct Mistaken<'a> {
    pub(super) p: &'a RuntimePath,
    errors: &'a Errors,
    name: Option<Ident>,
}

impl<'a> Mistaken<'a> {
    /// The type as it is, for one place.
    pub(super) fn in_place(errors: &'a Errors, p: &'a RuntimePath) -> Self {
        let name = None;
        Self { p, errors, name }
    }

    /// The type by a name beside the trait, for all its methods. [`Self::definition`] has to
    /// stand there.
    pub(super) fn beside(item: &Ident, errors: &'a Errors, p: &'a RuntimePath) -> Self {
        let name = Some(format_ident!(
            "__ConnectpayMistaken{}",
            item,
            span = Span::mixed_site()
        ));
        Self { p, errors, name }
    }

    /// Whether there is such a type.
    pub(super) fn is_known(&self) -> bool {
        self.errors.count() > 0
    }

    pub(super) fn ty(&self) -> TokenStream {
        match &self.name {
            _ if !self.is_known() => quote! { () },
            Some(name) => quote! { #name },
            None => self.made_of_the_first(),
        }
    }

    pub(super) fn definition(&self) -> Option<TokenStream> {
        let name = self.name.as_ref().filter(|_| self.is_known())?;
        let ty = self.made_of_the_first();
        // No lint fires at a private type whose name begins with `_`, used or not.
        Some(quote! { type #name = #ty; })
    }

    fn made_of_the_first(&self) -> TokenStream {
        let (p, reported) = (self.p, self.errors.take_first());
        quote! { #p::Mistaken<{ #reported }> }
    }
}
