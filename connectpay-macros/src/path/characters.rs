//! The characters that a path can have (RFC 3986, 3.3).

use super::notation::{foreign_name, split_outside_braces};

/// Reports the characters outside of placeholders, which have rules of their own.
pub(super) fn check(path: &str, refuse: &mut impl FnMut(String)) {
    let whole = path;
    let path = &outside_placeholders(path);
    if path.contains('?') {
        let expected = without_query(whole);
        refuse(format!("the path has a `?`; expected {expected}"));
    }
    for (found, name, instead) in [
        ('#', "`#`", "expected none, since a fragment is never sent"),
        ('\\', "`\\`", "expected `/` between segments"),
        (' ', "space", "expected `%20` in its place"),
        (
            ';',
            "`;`",
            "expected none, since some servers strip it and what follows",
        ),
    ] {
        if path.contains(found) {
            refuse(format!("the path has a {name}; {instead}"));
        }
    }
    if let Some(found) = path.chars().find(|c| c.is_control()) {
        refuse(format!(
            "the path has the control character {found:?}; expected none"
        ));
    }
    if let Some(found) = path.chars().find(|c| !c.is_ascii() && !c.is_control()) {
        refuse(format!(
            "the path has the character `{found}`, which is not ASCII; expected ASCII alone, or a placeholder whose argument has the text"
        ));
    }
    let other = |c: &char| matches!(c, '"' | '<' | '>' | '^' | '`' | '|' | '[' | ']');
    if let Some(found) = path.chars().find(other) {
        refuse(format!(
            "the path has a `{found}`, which RFC 3986 does not allow in a path; expected it percent-encoded"
        ));
    }
}

/// The path before its query, and the arguments that the query becomes.
fn without_query(path: &str) -> String {
    let pieces = split_outside_braces(path, |c| matches!(c, '?' | '#'));
    let mut pieces = pieces.into_iter();
    let (before, query) = (
        pieces.next().unwrap_or_default(),
        pieces.next().unwrap_or_default(),
    );
    let names = query
        .split('&')
        .filter_map(|parameter| parameter.split('=').next());
    let is_plain = |name: &&str| !name.is_empty() && !name.contains(['{', '}', '%', '+']);
    let arguments: Vec<String> = names
        .filter(is_plain)
        .map(|name| format!("`#[query(rename = {name:?})]`"))
        .collect();
    if before.is_empty() || arguments.is_empty() {
        return "query parameters as arguments marked `#[query]`".to_owned();
    }
    let arguments = arguments.join(" and ");
    format!("{before:?}, and query parameters as arguments marked {arguments}")
}

fn outside_placeholders(path: &str) -> String {
    let segments = split_outside_braces(path, |c| c == '/');
    let literal = segments
        .into_iter()
        .filter(|segment| foreign_name(segment).is_none());
    let mut outside = String::new();
    for segment in literal {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            outside.push_str(before);
            // A brace without its partner is no placeholder.
            rest = after.split_once('}').map_or(after, |(_, after)| after);
        }
        outside.push_str(rest);
        outside.push('/');
    }
    outside
}
