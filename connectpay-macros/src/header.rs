//! Header fields (RFC 9110, 5) that a declaration names.

mod reserved;

use syn::LitStr;

use crate::errors::Errors;

pub(crate) use self::reserved::with_hyphens;

/// The name in lower case, as `HeaderName::from_static` needs it, if a declaration may
/// set the header.
pub(crate) fn name(literal: &LitStr, errors: &mut Errors) -> Option<String> {
    let found = literal.value();
    let name = found.to_ascii_lowercase();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        errors.at(literal, format!("{found:?} is not the name of a header; expected letters, digits and `-` (RFC 9110, 5.1)"));
        return None;
    }
    if reserved::is_reserved(&name) {
        errors.at(literal, format!("the header `{found}` is not an argument's to set; expected another, since credentials, addresses, framing, method and path belong to the library"));
        return None;
    }
    if let Some(sent) = reserved::sent_as(&name) {
        errors.at(literal, format!("the header `{found}` is `{sent}` to servers that read `_` as `-`, and would be sent beside it; expected `{sent}`"));
        return None;
    }
    Some(name)
}
