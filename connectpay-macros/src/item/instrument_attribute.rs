//! `#[instrument]` of `tracing`, and what else has that name.

use syn::Attribute;

use super::cfg_attr::gives;

/// Whether an attribute makes a span of the method, under a condition or not.
pub(crate) fn is_instrument(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|last| last.ident == "instrument") || gives(attr, "instrument")
}
