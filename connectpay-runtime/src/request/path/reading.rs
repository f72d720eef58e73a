//! How a server may read a finished path if it decodes the path before it routes, as
//! many do: then `x%3Aclose` is `x:close`.

use percent_encoding::percent_decode_str;

/// Whether some server reads `path` as a path of `template`, which belongs to another
/// endpoint. Both have the same number of segments.
pub(in crate::request) fn may_be_read_as(path: &str, template: &str) -> bool {
    path.split('/')
        .zip(template.split('/'))
        .all(|(segment, expected)| segment_may_be_read_as(segment, expected))
}

/// Whether no server finds the segment `other` before the one that decides in `template`,
/// which is `word`. Both paths have the same number of segments.
pub(in crate::request) fn is_decided_by(
    path: &str,
    template: &str,
    word: &str,
    other: &str,
) -> bool {
    let segments = path.split('/').zip(template.split('/'));
    let mut before = segments.take_while(|(_, segment)| *segment != word);
    before.all(|(segment, _)| !may_be_decoded_to(segment, other))
}

/// Whether a server could find `word` in a segment, however often it decodes. Credentials
/// depend on it, so here no server is taken for too strange: whatever is not ASCII may be
/// normalized to any letters of the word.
fn may_be_decoded_to(segment: &str, word: &str) -> bool {
    let mut text = segment.to_owned();
    loop {
        let next = decoded(&text);
        let is_word = |reading: &str| name(reading).eq_ignore_ascii_case(word);
        if !next.is_ascii() || readings(&next).any(is_word) {
            return true;
        }
        if next == text {
            return false;
        }
        text = next;
    }
}

fn segment_may_be_read_as(segment: &str, expected: &str) -> bool {
    let expected = decoded(expected);
    let suffix = expected
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
        .map(|(_, suffix)| suffix);
    readings(&decoded(segment)).any(|reading| match suffix {
        Some(suffix) => ends_with(reading, suffix),
        None => reading.eq_ignore_ascii_case(&expected),
    })
}

/// This includes the parts between slashes that were decoded too early, without what
/// some servers take for parameters and without surrounding spaces.
fn readings(decoded: &str) -> impl Iterator<Item = &str> {
    let parts = decoded.split(['/', '\\']);
    parts.map(|part| part.split(';').next().unwrap_or_default().trim())
}

/// The name that a segment begins with: without an action, a format or parameters, as in
/// `client:list` and `client.json`.
fn name(segment: &str) -> &str {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '~');
    segment
        .split(|c| !is_of_a_name(c))
        .next()
        .unwrap_or_default()
}

fn ends_with(text: &str, suffix: &str) -> bool {
    let end = text.len().checked_sub(suffix.len());
    let end = end.and_then(|at| text.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Whether some server could end a segment within `value`, which would cut off what
/// follows it.
pub(in crate::request) fn may_end_within(value: &str) -> bool {
    value
        .chars()
        .any(|character| matches!(folded(character), '/' | '\\' | ';' | '?' | '#'))
}

fn decoded(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    decoded.chars().map(folded).collect()
}

/// The ASCII character into which NFKC (Unicode Standard Annex 15) turns a character,
/// if it does.
fn folded(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => u32::from(character)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(character),
        '\u{2024}' | '\u{fe52}' => '.',
        '\u{fe13}' | '\u{fe55}' => ':',
        '\u{37e}' | '\u{fe14}' | '\u{fe54}' => ';',
        '\u{fe56}' | '\u{fe16}' => '?',
        '\u{fe5f}' => '#',
        '\u{fe68}' => '\\',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_in_an_argument_is_read_as_an_action() {
        let close = "/example/partner/{id}:close";
        for read in [
            "/example/partner/x:close",
            "/example/partner/x%3Aclose",
            "/example/partner/x%3ACLOSE",
            "/example/partner/x%3Aclose%20",
            "/example/partner/x%3Aclose%3Bv%3D1",
            "/example/partner/x%3Aclose%2F",
            "/example/partner/x%EF%BC%9Aclose",
        ] {
            assert!(may_be_read_as(read, close), "{read}");
        }
        for other in [
            "/example/partner/x",
            "/example/partner/x%3Aclosed",
            "/example/partner/close",
            "/example/client/x%3Aclose",
            "/example/partner/x%253Aclose",
        ] {
            assert!(!may_be_read_as(other, close), "{other}");
        }
    }

    #[test]
    fn the_other_word_before_the_one_that_decides_is_seen_in_every_disguise() {
        let template = "/example/{tenant}/client/{id}";
        let is_decided = |path| is_decided_by(path, template, "client", "partner");
        for decided in [
            "/example/a/client/1",
            "/example/client/client/1",
            "/example/a/client/partner",
            "/example/partners/client/1",
            "/example/partner-x/client/1",
        ] {
            assert!(is_decided(decided), "{decided}");
        }
        for disputed in [
            "/example/partner/client/1",
            "/example/PARTNER/client/1",
            "/example/%70artner/client/1",
            "/example/%252570artner/client/1",
            "/example/partner%3Bx/client/1",
            "/example/partner%3Alist/client/1",
            "/example/partner.json/client/1",
            "/example/partner%2Cv%3D1/client/1",
            "/example/a%2Fpartner/client/1",
            "/example/%20partner/client/1",
            "/example/%EF%BD%90artner/client/1",
            "/example/%E3%8E%A9rtner/client/1",
            "/example/%25C1%25B0artner/client/1",
            "/example/%C3%A9/client/1",
        ] {
            assert!(!is_decided(disputed), "{disputed}");
        }
    }

    #[test]
    fn what_ends_a_segment_does_so_in_every_width() {
        for ends in [
            "a/b", "a\\b", "a;b", "a?b", "a#b", "a／b", "a；b", "a？b", "a﹖b",
        ] {
            assert!(may_end_within(ends), "{ends}");
        }
        assert!(!may_end_within("a.b:c d-é"));
    }

    #[test]
    fn a_word_in_an_argument_is_read_as_that_segment() {
        let summary = "/example/partner/summary";
        assert!(may_be_read_as("/example/partner/Summary", summary));
        assert!(!may_be_read_as("/example/partner/summary.pdf", summary));
    }
}
