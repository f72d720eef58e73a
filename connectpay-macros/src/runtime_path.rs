//! Where generated code finds the runtime: the only place that knows its name.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser;

use crate::errors::Errors;

/// The path of the runtime's hidden module, which is all that generated code names.
#[derive(Clone)]
pub(crate) struct RuntimePath(TokenStream);

impl Default for RuntimePath {
    fn default() -> Self {
        Self(quote! { ::connectpay::__private })
    }
}

impl RuntimePath {
    /// Reads the value of `crate = …`. A relative path would mean something else
    /// in every module, so it has to begin with `::` or `crate`.
    pub(crate) fn parse(value: &TokenStream, errors: &mut Errors) -> Option<Self> {
        let Ok(path) = syn::Path::parse_mod_style.parse2(value.clone()) else {
            errors.at(
                value,
                "`crate` is not a path; expected one such as `crate = ::my_sdk::connectpay`",
            );
            return None;
        };
        let from_this_crate = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate");
        if path.leading_colon.is_none() && !from_this_crate {
            let found = value.to_string().replace(' ', "");
            errors.at(
                value,
                format!("`crate = {found}` is a relative path, which depends on the module; expected `::{found}` or `crate::{found}`"),
            );
            return None;
        }
        Some(Self(quote! { #path::__private }))
    }

    /// The same path with its place elsewhere, for what rustc points at.
    pub(crate) fn located_at(&self, place: Span) -> Self {
        let moved = self.0.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(place));
            token
        });
        Self(moved.collect())
    }
}

impl ToTokens for RuntimePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
