//! The marker that was meant by a content type which is not written whole.

use super::media_type::essence;

/// What authors call content types, and those that are registered with IANA.
const SHORT: &[(&[&str], &str)] = &[
    (&["pdf"], "application/pdf"),
    (&["xml"], "application/xml"),
    (&["zip"], "application/zip"),
    (&["jwt"], "application/jwt"),
    (&["jose"], "application/jose"),
    (&["csv"], "text/csv"),
    (&["text", "txt", "plain"], "text/plain; charset=utf-8"),
    (&["html"], "text/html; charset=utf-8"),
    (&["png"], "image/png"),
    (&["jpg", "jpeg"], "image/jpeg"),
    (
        &["octet-stream", "octet_stream", "binary", "bytes", "raw"],
        "application/octet-stream",
    ),
    (
        &["merge-patch", "merge_patch", "merge-patch+json"],
        "application/merge-patch+json",
    ),
    (
        &["multipart", "form-data", "form_data"],
        "multipart/form-data; boundary=…",
    ),
];

/// The rest of the sentence "expected …".
pub(super) fn of(text: &str) -> Option<String> {
    let text = text.trim();
    let word = text.to_ascii_lowercase();
    match word.as_str() {
        "json" => return Some("`#[body]`, which is JSON".to_owned()),
        "form" | "urlencoded" | "x-www-form-urlencoded" => return Some("`#[form]`".to_owned()),
        _ => {}
    }
    let mut short = SHORT.iter();
    let known = short.find(|(words, _)| words.contains(&word.as_str()));
    let meant = known.map_or_else(
        || essence(text).map(|_| text),
        |(_, content_type)| Some(*content_type),
    );
    Some(format!("`#[body({:?})]`", meant?))
}
