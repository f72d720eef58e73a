//! The parts of a signature that keep a method out of a trait object, and so are left
//! out: parameters for types and constants, `impl Trait` and `_`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Type};

use crate::shape::{impl_trait, inferred, names_self};
use crate::tokens::find_word;

pub(super) struct Omitted<'a> {
    generics: &'a Generics,
    parameters: Vec<&'a Ident>,
    types: Vec<&'a Type>,
}

impl<'a> Omitted<'a> {
    pub(super) fn new(generics: &'a Generics) -> Self {
        let parameters = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(&parameter.ident),
                GenericParam::Const(parameter) => Some(&parameter.ident),
                GenericParam::Lifetime(_) => None,
            });
        Self {
            generics,
            parameters: parameters.collect(),
            types: Vec::new(),
        }
    }

    /// Takes a type that cannot stay.
    pub(super) fn takes(&mut self, ty: &'a Type) -> bool {
        let concerns = self.concerns(ty);
        if concerns {
            self.types.push(ty);
        }
        concerns
    }

    /// Whether a type has a part that is left out.
    pub(super) fn concerns(&self, ty: &Type) -> bool {
        impl_trait(ty).is_some() || inferred(ty).is_some() || self.names_parameter(ty)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.types.is_empty()
    }

    /// The parameters that stay, and the conditions on them.
    pub(super) fn kept(&self) -> (TokenStream, TokenStream) {
        let lifetimes = self.generics.lifetimes();
        let conditions = self.generics.where_clause.iter();
        let conditions = conditions
            .flat_map(|clause| &clause.predicates)
            .filter(|condition| !self.names_parameter(condition));
        (
            quote! { <#(#lifetimes),*> },
            quote! { where #(#conditions),* },
        )
    }

    /// A function that names what was left out, so that the author's imports stay in use.
    pub(super) fn named(&self) -> Option<TokenStream> {
        let (parameters, _, conditions) = self.generics.split_for_impl();
        // `Self` is another type in a function, and `_` is none.
        let types: Vec<&Type> = self
            .types
            .iter()
            .copied()
            .filter(|ty| !names_self(ty) && inferred(ty).is_none())
            .collect();
        let has_any = !self.parameters.is_empty() || !types.is_empty();
        (has_any && !names_self(self.generics) && !names_self(&conditions)).then(|| {
            quote! { fn named #parameters (#(_: *const #types),*) #conditions {} }
        })
    }

    fn names_parameter(&self, tokens: impl ToTokens) -> bool {
        let tokens = tokens.to_token_stream();
        let mut parameters = self.parameters.iter();
        parameters.any(|name| find_word(tokens.clone(), &name.to_string()).is_some())
    }
}
