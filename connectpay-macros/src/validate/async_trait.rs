//! `#[async_trait]` above the macros: it has rewritten the methods before they are read.
//! That is one mistake, whatever it makes of the signatures. Below the macros it finds
//! nothing to do.

use syn::GenericParam;

use crate::errors::Errors;
use crate::item::{ApiTrait, Item, Method};

/// Whether a method was rewritten: its future is then bound by a lifetime of this name.
fn has_rewritten(method: &Method) -> bool {
    let parameters = method.sig.generics.params.iter();
    let mut lifetimes = parameters.filter_map(|parameter| match parameter {
        GenericParam::Lifetime(lifetime) => Some(&lifetime.lifetime.ident),
        _ => None,
    });
    lifetimes.any(|ident| ident == "async_trait")
}

/// Reports it once for a trait under `#[api]`, and tells whether it did.
pub(super) fn refuse_above_api(item: &ApiTrait, errors: &mut Errors) -> bool {
    let mut members = item.items.iter();
    let is_above =
        members.any(|member| matches!(member, Item::Endpoint(it) if has_rewritten(&it.method)));
    if is_above {
        errors.at(
            &item.ident,
            "`#[async_trait]` stands above `#[api]` and has rewritten the methods already; expected it below `#[api]`, or not at all, since each call is a future by itself",
        );
    }
    is_above
}

/// Reports it for `#[endpoint]` alone, and tells whether it did.
pub(super) fn refuse_above_endpoint(method: &Method, errors: &mut Errors) -> bool {
    let is_above = has_rewritten(method);
    if is_above {
        errors.at(
            &method.sig.ident,
            "`#[async_trait]` on the trait has rewritten the method already; expected the trait without it, since each call is a future by itself",
        );
    }
    is_above
}
