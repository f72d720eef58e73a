//! What follows a placeholder in the last segment: the extension of `{id}.pdf`, the
//! action of `{id}:close`.

/// A segment without what follows its placeholder, and that. Only `.` and `:` begin a
/// suffix; anything else is a placeholder that is not the whole segment.
pub(super) fn split(text: &str) -> (&str, &str) {
    let end = text.find('}').map_or(text.len(), |at| at + 1);
    let (placeholder, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let is_suffix = rest.starts_with(['.', ':']) && !rest.contains(['{', '}']);
    if placeholder.starts_with('{') && is_suffix {
        (placeholder, rest)
    } else {
        (text, "")
    }
}

/// Reports a suffix that is not in the last segment, and one that a server might read
/// as another: escapes and delimiters are in none.
pub(super) fn check(text: &str, suffix: &str, is_last: bool, refuse: &mut impl FnMut(String)) {
    if suffix.is_empty() {
        return;
    }
    if !is_last {
        let placeholder = text.strip_suffix(suffix).unwrap_or(text);
        refuse(format!(
            "the placeholder in `{text}` has the suffix `{suffix}` before the last segment; expected it between slashes, as in `/{placeholder}/`"
        ));
        return;
    }
    let mut pieces = suffix.split(['.', ':']).skip(1);
    // Others are reported as characters of the path.
    let is_delimiter = |c: char| {
        matches!(
            c,
            '%' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | '=' | '@'
        )
    };
    if pieces.any(str::is_empty) || suffix.contains(is_delimiter) {
        refuse(format!(
            "the suffix `{suffix}` of `{text}` is not plain; expected letters and digits behind each `.` or `:`, as in `{{id}}.pdf` or `{{id}}:close`"
        ));
    }
}
