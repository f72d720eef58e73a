//! A signature leaves no type to inference.

use syn::ReturnType;

use crate::errors::Errors;
use crate::item::Method;
use crate::shape::inferred;

pub(super) fn check(method: &Method, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = &method.sig.output {
        if let Some(token) = inferred(ty) {
            errors.at(token, "the return type leaves `_` to the compiler, which has nothing to infer it from; expected the type that the answer is decoded into, or `()` if the answer is of no interest");
        }
    }
    for argument in method.arguments() {
        if let Some(token) = inferred(&argument.ty) {
            errors.at(token, "the argument's type is `_`, which a method cannot leave to the compiler; expected the type itself");
        }
    }
}
