//! The path without a scheme and a host, which it must not have.

/// Reports a scheme, a host or a missing slash, and gives the path without them.
pub(super) fn without<'a>(text: &'a str, refuse: &mut impl FnMut(String)) -> &'a str {
    let authority = match text.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '{']) => {
            Some((format!("{scheme}://"), rest))
        }
        _ => text.strip_prefix("//").map(|rest| ("//".to_owned(), rest)),
    };
    if let Some((found, rest)) = authority {
        let host = rest.split('/').next().unwrap_or_default();
        let path = rest.get(host.len()..).unwrap_or_default();
        // `//partner/x` is more likely a slash too many than a host.
        if found == "//" && !host.contains(['.', ':', '@']) {
            refuse(format!(
                "the path begins with `//`, so `{host}` would be read as a host; expected {:?}",
                format!("/{rest}")
            ));
            return text.get(1..).unwrap_or_default();
        }
        let expected = match path {
            "" | "/" => "the path alone".to_owned(),
            path => format!("{path:?} alone"),
        };
        refuse(format!(
            "the path has a host, `{found}{host}`; expected {expected}, since the host comes from the client's `Environment`, or from `#[api(host(…))]` on the trait"
        ));
        return if path.is_empty() { "/" } else { path };
    }
    if !text.starts_with('/') {
        refuse(format!(
            "the path {text:?} does not begin with a slash; expected \"/{text}\""
        ));
    }
    text
}
