//! A supertrait `Caller<S>` fits the endpoints of its trait.

use crate::errors::Errors;
use crate::expand::{Required, caller_scheme, required_items};
use crate::item::ApiTrait;
use crate::model::Endpoint;

/// Reports a supertrait that keeps the trait from every caller of one of its endpoints.
/// An author who implements the trait may have a caller of both schemes.
pub(super) fn check(item: &ApiTrait, endpoints: &[Endpoint], errors: &mut Errors) {
    if matches!(required_items(item), Required::Always) {
        return;
    }
    for bound in &item.supertraits {
        let Some(scheme) = caller_scheme(bound) else {
            continue;
        };
        let other = endpoints.iter().find(|endpoint| endpoint.scheme != scheme);
        if let Some(endpoint) = other {
            let (asked, declared) = (scheme.type_name(), endpoint.scheme.word());
            errors.at(bound, format!("the trait asks for a `Caller<{asked}>`, but its endpoint `{}` is declared `auth = {declared}`; expected no `Caller` here, since `#[api]` adds the one that fits", endpoint.name));
        }
    }
}
