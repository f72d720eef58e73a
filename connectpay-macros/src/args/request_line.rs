//! A method and a path in one string, as they stand on the wire: `"GET /…"` (RFC 9112, 3).

use crate::model::HttpMethod;

/// The method and the path of a text that begins with a method.
pub(super) fn read(text: &str) -> Option<(HttpMethod, String)> {
    let (word, path) = text.trim().split_once(' ')?;
    let method = HttpMethod::from_word(&word.to_uppercase())?;
    Some((method, path.trim().to_owned()))
}
