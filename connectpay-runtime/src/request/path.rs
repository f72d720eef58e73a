//! Path arguments: what is refused, what is escaped, and the check of the
//! finished path. The path decides which credential a request carries, so an
//! argument must never be able to change it.

mod dot_segments;
mod reading;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) use self::reading::{is_decided_by, may_be_read_as};

/// Everything but RFC 3986's unreserved characters is escaped. This is more than a
/// segment needs, but no parser on the way can then find a delimiter in it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Why `None` is refused.
pub(super) const NONE: &str = "is `None`, but a path has no segment to leave out";

/// Appends `value` as one escaped segment, or says why it cannot be one. A suffix from
/// the template may follow in the same segment.
pub(super) fn push_segment(
    target: &mut String,
    value: &str,
    has_suffix: bool,
) -> Result<(), &'static str> {
    // Most arguments are numbers and identifiers, which need no further look.
    if !value.is_empty() && value.bytes().all(is_plain_byte) {
        target.push_str(value);
        return Ok(());
    }
    check(value, has_suffix)?;
    target.extend(utf8_percent_encode(value, ESCAPED));
    Ok(())
}

/// Whether `value` is one segment to every server, whatever surrounds it.
pub(crate) fn check_segment(value: &str) -> Result<(), &'static str> {
    check(value, true)
}

fn check(value: &str, has_suffix: bool) -> Result<(), &'static str> {
    // To a server that trims, a segment of spaces is an empty one.
    if value.trim().is_empty() {
        return Err("is empty; a path segment needs a value");
    }
    if dot_segments::are_in(value) {
        return Err("has a dot segment, which could change the path");
    }
    if value.chars().any(char::is_control) {
        return Err("has a control character, which no path may carry");
    }
    // If a server decodes these characters first, the suffix no longer belongs to the
    // segment.
    if has_suffix && reading::may_end_within(value) {
        return Err(
            "has a `/`, `\\`, `;`, `?` or `#`, which could cut off what follows it in its segment",
        );
    }
    Ok(())
}

/// Whether `path` still has the form of `template`: the same number of segments,
/// unchanged literal segments, and no segment that a URL parser would collapse or
/// split.
pub(super) fn has_the_form_of(path: &str, template: &str) -> bool {
    let (mut path, mut template) = (path, template);
    loop {
        let (literal, argument) = split_before(template, b'{');
        let Some(from_argument) = path.strip_prefix(literal) else {
            return false;
        };
        if argument.is_empty() {
            return from_argument.is_empty();
        }
        let (suffix, after_segment) = split_before(after(argument, b'}'), b'/');
        // A literal follows, so what is behind the value is compared in the next round.
        let Some((value, rest)) = split_value(from_argument, suffix) else {
            return false;
        };
        if matches!(value, "" | "." | "..") {
            return false;
        }
        path = rest;
        template = after_segment;
    }
}

/// Splits behind the value and the suffix of a segment.
fn split_value<'a>(path: &'a str, suffix: &str) -> Option<(&'a str, &'a str)> {
    if suffix.is_empty() {
        let end = path.bytes().position(|byte| !is_segment_byte(byte));
        return path.split_at_checked(end.unwrap_or(path.len()));
    }
    let (segment, rest) = split_before(path, b'/');
    let value = segment.strip_suffix(suffix)?;
    value.bytes().all(is_segment_byte).then_some((value, rest))
}

/// Splits in front of the first such byte, or at the end. The texts are only a few
/// bytes long, so a plain loop is faster than a search.
pub(super) fn split_before(text: &str, byte: u8) -> (&str, &str) {
    let at = text.bytes().position(|other| other == byte);
    text.split_at(at.unwrap_or(text.len()))
}

/// What comes after the first such byte.
pub(super) fn after(text: &str, byte: u8) -> &str {
    let rest = split_before(text, byte).1;
    rest.get(1..).unwrap_or_default()
}

/// Unreserved characters and escapes (RFC 3986, 2.1 and 2.3).
fn is_segment_byte(byte: u8) -> bool {
    SEGMENT_BYTES[usize::from(byte)]
}

/// Unreserved characters without the dot: a text of them can mean nothing but itself.
fn is_plain_byte(byte: u8) -> bool {
    PLAIN_BYTES[usize::from(byte)]
}

const SEGMENT_BYTES: [bool; 256] = alphanumeric_and(b"-._~%");
const PLAIN_BYTES: [bool; 256] = alphanumeric_and(b"-_~");

const fn alphanumeric_and(others: &[u8]) -> [bool; 256] {
    let mut bytes = [false; 256];
    let mut byte = 0_u8;
    loop {
        bytes[byte as usize] = byte.is_ascii_alphanumeric();
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    let mut index = 0;
    while index < others.len() {
        bytes[others[index] as usize] = true;
        index += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(value: &str) -> Result<String, &'static str> {
        let mut target = String::new();
        push_segment(&mut target, value, false).map(|()| target)
    }

    #[test]
    fn delimiters_in_an_argument_are_escaped() {
        assert_eq!(
            segment("a/b?c#d e%2e\\é@:;").unwrap(),
            "a%2Fb%3Fc%23d%20e%252e%5C%C3%A9%40%3A%3B"
        );
    }

    #[test]
    fn dot_segments_empty_and_control_characters_are_refused() {
        for refused in [
            "", " ", "\u{2003}", ".", "..", " ..", "‥", "a/../b", "..\\b", "a/.;x", "a\nb", "\t",
            "\0", "\u{7f}", "\u{85}",
        ] {
            assert!(segment(refused).is_err(), "{refused:?}");
        }
        for refused in ["a/b", "a\\b", "a;b", "a?b", "a#b"] {
            assert!(push_segment(&mut String::new(), refused, true).is_err());
            assert!(push_segment(&mut String::new(), refused, false).is_ok());
        }
        // Only whole dot segments are special; an escaped percent sign disarms the rest.
        assert_eq!(segment("...").unwrap(), "...");
        assert_eq!(segment("%2e%2E").unwrap(), "%252e%252E");
    }

    #[test]
    fn the_finished_path_must_have_the_form_of_its_template() {
        let template = "/partner/{id}/x";
        assert!(has_the_form_of("/partner/1%2F2/x", template));
        for changed in [
            "/partner/1/2/x",
            "/partner//x",
            "/partner/../x",
            "/client/1/x",
            "/partner/1/x/",
            "/partner/1?2/x",
            "/partner/1;2/x",
            "/partner/é/x",
            "/partner/1",
        ] {
            assert!(!has_the_form_of(changed, template), "{changed}");
        }
    }

    #[test]
    fn what_follows_a_placeholder_follows_its_argument() {
        let template = "/partner/{id}:close";
        assert!(has_the_form_of("/partner/1%3Aclose:close", template));
        for changed in [
            "/partner/1",
            "/partner/:close",
            "/partner/..:close",
            "/partner/1:open:close",
            "/partner/1:close/",
            "/partner/1:closed",
        ] {
            assert!(!has_the_form_of(changed, template), "{changed}");
        }
        let template = "/partner/{id}/";
        assert!(has_the_form_of("/partner/1/", template));
        for changed in ["/partner/1", "/partner//", "/partner/1/2/", "/partner/1//"] {
            assert!(!has_the_form_of(changed, template), "{changed}");
        }
    }
}
