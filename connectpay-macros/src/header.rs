//! Header fields (RFC 9110, 5) that a declaration names.

mod reserved;

use syn::LitStr;

use crate::errors::Errors;

pub(crate) use self::reserved::with_hyphens;

/// Whether a text can be a field's value (RFC 9110, 5.5), as the runtime asks it of
/// arguments too: visible ASCII with spaces between.
pub(crate) fn is_value(text: &str) -> bool {
    let is_visible = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    !text.is_empty() && text.bytes().all(is_visible) && text.trim_matches([' ', '\t']) == text
}

/// The name in lower case, as `HeaderName::from_static` needs it, if a declaration may
/// set the header.
pub(crate) fn name(literal: &LitStr, errors: &mut Errors) -> Option<String> {
    let found = literal.value();
    let name = found.to_ascii_lowercase();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        let wrong = name.chars().find(|c| !u8::try_from(*c).is_ok_and(is_token));
        let reason = match wrong {
            None => String::new(),
            Some(' ') => ", since it has a space".to_owned(),
            Some(c) if c.is_ascii() => format!(", since it has {c:?}"),
            Some(c) => format!(", since {c:?} (U+{:04X}) is not ASCII", u32::from(c)),
        };
        // What stands before the colon on the wire, with hyphens between its words.
        let meant = found.trim().trim_end_matches(':').replace(' ', "-");
        let expected = if !meant.is_empty() && meant.bytes().all(is_token) {
            format!("{meant:?}")
        } else {
            "letters, digits and `-`".to_owned()
        };
        errors.at(
            literal,
            format!(
                "{found:?} is not the name of a header{reason}; expected {expected} (RFC 9110, 5.1)"
            ),
        );
        return None;
    }
    if reserved::is_reserved(&name) {
        let reason = reserved::reason(&name);
        errors.at(
            literal,
            format!("the header `{found}` cannot be declared: {reason}"),
        );
        return None;
    }
    if let Some(sent) = reserved::sent_as(&name) {
        errors.at(literal, format!("the header `{found}` is `{sent}` to servers that read `_` as `-`, and would be sent beside it; expected `{sent}`"));
        return None;
    }
    Some(name)
}
