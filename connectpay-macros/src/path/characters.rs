//! The characters that a path can have (RFC 3986, 3.3).

pub(super) fn check(path: &str, refuse: &mut impl FnMut(String)) {
    for (found, instead) in [
        ('?', "query parameters are arguments marked `#[query]`"),
        ('#', "a fragment is never sent"),
        ('\\', "segments are separated by `/`"),
        (' ', "a space is written `%20`"),
        (
            ';',
            "some servers strip it and what follows, which changes the path",
        ),
    ] {
        if path.contains(found) {
            refuse(format!("the path has a `{found}`; {instead}"));
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
