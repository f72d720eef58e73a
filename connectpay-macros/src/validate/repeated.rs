//! A method declares one endpoint.

use quote::ToTokens;

use crate::errors::Errors;

/// Reports each `#[endpoint]` above another one: it was typed where a method is yet to
/// come, and the method below belongs to the last one.
pub(crate) fn refuse_without_method(
    attrs: impl IntoIterator<Item = impl ToTokens>,
    errors: &mut Errors,
) {
    for attr in attrs {
        errors.at(
            attr,
            "`#[endpoint]` has no method of its own, since another `#[endpoint]` follows; expected a method below each",
        );
    }
}
