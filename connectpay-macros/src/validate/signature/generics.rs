//! An endpoint has no generic parameters, written or implied.

use quote::ToTokens as _;
use syn::ReturnType;

use super::FORMS;
use crate::errors::Errors;
use crate::item::Method;
use crate::shape::impl_trait;
use crate::tokens::find_word;

pub(super) fn check(method: &Method, errors: &mut Errors) {
    let generics = &method.sig.generics;
    let only_lifetimes = generics.lifetimes().count() == generics.params.len();
    if !generics.params.is_empty() && only_lifetimes {
        errors.at(
            &generics.params,
            "an endpoint has no lifetime parameters, since its call borrows nothing; expected references without names",
        );
    } else if !generics.params.is_empty() {
        errors.at(
            &generics.params,
            "an endpoint has no generic parameters, with which its trait could not be used as `dyn`; expected concrete types",
        );
    }
    for argument in method.arguments() {
        if let Some(token) = impl_trait(&argument.ty) {
            errors.at(token, "an argument of the type `impl Trait` makes the method generic, and its trait could not be used as `dyn`; expected a concrete type");
        }
    }
    if let ReturnType::Type(_, ty) = &method.sig.output {
        let is_future = || find_word(ty.to_token_stream(), "Future").is_some();
        match impl_trait(ty) {
            Some(token) if is_future() => {
                errors.at(
                    token,
                    format!("the method returns a future, but the macro makes it itself; {FORMS}"),
                );
            }
            Some(token) => errors.at(token, "the answer is an `impl Trait`, into which nothing can be decoded; expected a concrete type"),
            None => {}
        }
    }
}
