//! An endpoint has no generic parameters, written or implied.

use syn::ReturnType;

use crate::errors::Errors;
use crate::item::Method;
use crate::shape::impl_trait;

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
            "an endpoint has no generic parameters, since its answer must be known where it is declared; expected concrete types",
        );
    }
    let types = method.arguments().map(|argument| &*argument.ty);
    let output = match &method.sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    for ty in types.chain(output) {
        if let Some(token) = impl_trait(ty) {
            errors.at(token, "an endpoint has no `impl Trait`, which is a generic parameter; expected a concrete type");
        }
    }
}
