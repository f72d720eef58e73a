//! Dot segments in an argument (RFC 3986, 5.2.4) as any server may see them, even one
//! that decodes slashes before it resolves dots, drops parameters, trims spaces, or
//! normalizes Unicode.

/// Whether some server could find `.` or `..` in the value where a segment belongs.
pub(super) fn are_in(value: &str) -> bool {
    let is_folded = |character: char| folds_to(character).is_some();
    if value.is_ascii() || !value.chars().any(is_folded) {
        return has_dots(value);
    }
    let mut folded = String::with_capacity(value.len());
    for character in value.chars() {
        match folds_to(character) {
            Some(text) => folded.push_str(text),
            None => folded.push(character),
        }
    }
    has_dots(&folded)
}

fn has_dots(value: &str) -> bool {
    let is_dot_segment = |part: &str| {
        let name = part.split(';').next().unwrap_or_default();
        matches!(name.trim(), "." | "..")
    };
    value.contains('.') && value.split(['/', '\\']).any(is_dot_segment)
}

/// What NFKC (Unicode Standard Annex 15) makes of a character, if the result consists
/// only of dots or of a separator: no other character can become a dot segment or stand
/// beside one.
fn folds_to(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2024}' | '\u{fe52}' | '\u{ff0e}' => ".",
        '\u{2025}' | '\u{fe30}' => "..",
        '\u{ff0f}' => "/",
        '\u{fe68}' | '\u{ff3c}' => "\\",
        '\u{37e}' | '\u{fe14}' | '\u{fe54}' | '\u{ff1b}' => ";",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_seen_behind_separators_spaces_and_look_alikes() {
        for dots in [
            ".",
            "..",
            " ..",
            ".. ",
            "a/ . ",
            "a\\..;x",
            "\u{a0}..",
            "．．",
            "‥",
            "a／..＼b",
            "․.；é",
        ] {
            assert!(are_in(dots), "{dots:?}");
        }
    }

    #[test]
    fn dots_beside_other_text_are_data() {
        for data in [
            "...",
            "a..",
            "..a",
            ". .",
            "…",
            "é..",
            "1.5",
            "Müller/2",
            "．a",
        ] {
            assert!(!are_in(data), "{data:?}");
        }
    }
}
