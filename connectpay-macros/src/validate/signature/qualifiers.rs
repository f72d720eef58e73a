//! An endpoint has no qualifiers but `async`.

use syn::{Safety, Visibility};

use super::FORMS;
use crate::errors::Errors;
use crate::item::Method;

pub(super) fn check(method: &Method, errors: &mut Errors) {
    let sig = &method.sig;
    // Without a receiver, it may be a function outside of any trait, which is reported.
    if !matches!(method.vis, Visibility::Inherited) && sig.receiver().is_some() {
        errors.at(&method.vis, "the method has a visibility, which a trait's methods take from the trait; expected none");
    }
    if let Some(token) = &method.default {
        errors.at(
            token,
            "an endpoint cannot be `default`; expected a plain method",
        );
    }
    if let Some(token) = &sig.constness {
        errors.at(token, format!("an endpoint cannot be `const`; {FORMS}"));
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors.at(token, format!("an endpoint cannot be `unsafe`; {FORMS}"));
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, format!("an endpoint cannot be `extern`; {FORMS}"));
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            variadic,
            "an endpoint has no variable arguments; expected named ones",
        );
    }
}
