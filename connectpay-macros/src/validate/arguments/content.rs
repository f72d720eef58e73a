//! A request has content only where its method gives it a meaning.

use syn::Attribute;

use crate::argument::MARKERS;
use crate::errors::Errors;
use crate::item::Method;
use crate::model::HttpMethod;

/// Reports the content of a GET or a HEAD (RFC 9110, 9.3.1 and 9.3.2).
pub(in crate::validate) fn check(method: &Method, http: Option<HttpMethod>, errors: &mut Errors) {
    let Some(safe) = http.filter(|http| http.is_safe()) else {
        return;
    };
    for attr in markers(method) {
        errors.at(
            attr,
            format!(
                "a {} has no body; expected another `method`, or `#[query]`",
                safe.word()
            ),
        );
    }
}

pub(in crate::validate) fn has_content(method: &Method) -> bool {
    markers(method).next().is_some()
}

/// The markers of content, on arguments with a mistake too.
fn markers(method: &Method) -> impl Iterator<Item = &Attribute> {
    let attrs = method.arguments().flat_map(|argument| &argument.attrs);
    attrs.filter(|attr| {
        MARKERS
            .iter()
            .any(|marker| marker.is_content && marker.is(attr))
    })
}
