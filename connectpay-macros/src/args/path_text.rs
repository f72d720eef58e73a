//! The text of a path in a remedy, which may come from a string that is none.

/// A string as the value of `path` or `base`: with a slash in front, and `/…` in place of
/// what has a scheme, spaces or nothing, since no slash makes a path of it.
pub(super) fn as_path(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.contains("://") || text.contains(char::is_whitespace) {
        "/…".to_owned()
    } else if text.starts_with('/') {
        text.to_owned()
    } else {
        format!("/{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::as_path;

    #[test]
    fn a_remedy_never_has_a_path_without_a_slash_or_with_a_scheme_or_spaces() {
        for (text, expected) in [
            ("/users/{id}", "/users/{id}"),
            ("users/{id}", "/users/{id}"),
            (" /users ", "/users"),
            ("https://example.com/users", "/…"),
            ("/users HTTP/1.1", "/…"),
            ("", "/…"),
        ] {
            assert_eq!(as_path(text), expected, "{text:?}");
        }
    }
}
