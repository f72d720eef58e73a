//! A method declares one endpoint, and a trait one API.

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

/// Reports an `#[api]` below another one.
pub(crate) fn refuse_second_api(attr: impl ToTokens, errors: &mut Errors) {
    errors.at(
        attr,
        "`#[api]` stands above this trait already; expected one `#[api(…)]` with all that both say",
    );
}
