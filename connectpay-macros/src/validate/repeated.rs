//! A method declares one endpoint.

use syn::Attribute;

use crate::errors::Errors;

/// Reports each further `#[endpoint]` of a method that has one.
pub(crate) fn refuse_second<'a>(attrs: impl Iterator<Item = &'a Attribute>, errors: &mut Errors) {
    for attr in attrs {
        errors.at(
            attr,
            "the method has a second `#[endpoint]`; expected one for each method",
        );
    }
}
