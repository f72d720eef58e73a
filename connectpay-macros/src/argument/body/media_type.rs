//! Media types (RFC 9110, 8.3.1).

/// `type/subtype` in lower case, without the parameters; `None` for what is malformed.
pub(super) fn essence(text: &str) -> Option<String> {
    let mut parts = split_outside_quotes(text).into_iter();
    let essence = parts.next()?.trim_end_matches(is_space);
    let (kind, subtype) = essence.split_once('/')?;
    // A `*` stands for any type, which is for `Accept` alone.
    let is_name = |text: &str| is_token(text) && !text.contains('*');
    let is_bare = text == text.trim_matches(is_space);
    let is_whole = is_bare && is_name(kind) && is_name(subtype) && parts.all(is_parameter);
    is_whole.then(|| essence.to_ascii_lowercase())
}

/// Whether the content of this type is JSON: by its name, or by the suffix `+json`
/// (RFC 6839, 3.1).
pub(super) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether a well-formed content type says what stands between the parts of the content.
pub(super) fn has_boundary(text: &str) -> bool {
    let parameters = split_outside_quotes(text).into_iter().skip(1);
    let mut names = parameters.filter_map(|parameter| Some(parameter.split_once('=')?.0));
    names.any(|name| name.trim().eq_ignore_ascii_case("boundary"))
}

/// The parts between semicolons.
fn split_outside_quotes(text: &str) -> Vec<&str> {
    let mut is_quoted = false;
    text.split(|c| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    })
    .collect()
}

/// `name=value` (RFC 9110, 5.6.6). Escapes in quotes are left out: no type needs them.
fn is_parameter(text: &str) -> bool {
    let Some((name, value)) = text.trim_matches(is_space).split_once('=') else {
        return false;
    };
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_quotable = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    is_token(name) && quoted.map_or(is_token(value), |inner| inner.chars().all(is_quotable))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// RFC 9110, 5.6.2.
fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_tchar)
}

#[cfg(test)]
mod tests {
    use super::{essence, has_boundary, is_json};

    #[test]
    fn a_content_type_is_two_tokens_and_parameters() {
        for (text, expected) in [
            ("application/pdf", "application/pdf"),
            (
                "Application/Merge-Patch+JSON",
                "application/merge-patch+json",
            ),
            ("text/plain; charset=utf-8", "text/plain"),
            ("text/csv ;header=present;charset=\"utf-8\"", "text/csv"),
            (
                "multipart/form-data; boundary=\"a; b=c\"",
                "multipart/form-data",
            ),
        ] {
            assert_eq!(essence(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "pdf",
            "/pdf",
            "application/",
            "application/a/b",
            "application/p d",
            " application/pdf",
            "application/pdf ",
            "application/pdf,text/plain",
            "application/pdf;",
            "application/pdf; charset",
            "application/pdf; =x",
            "application/pdf; a=\"b",
            "application/pdf; a=b\r\nx: y",
            "text/plain; charset=ü",
            "*/*",
            "text/*",
        ] {
            assert_eq!(essence(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_boundary_is_a_parameter_of_that_name() {
        for text in [
            "multipart/form-data; boundary=x",
            "multipart/mixed; charset=utf-8;Boundary=\"a; b=c\"",
        ] {
            assert!(has_boundary(text), "{text}");
        }
        for text in [
            "multipart/form-data",
            "multipart/boundary; x=boundary",
            "multipart/mixed; x=\"; boundary=y\"",
        ] {
            assert!(!has_boundary(text), "{text}");
        }
    }

    #[test]
    fn json_is_told_by_its_name_or_its_suffix() {
        for json in [
            "application/json",
            "text/json",
            "application/merge-patch+json",
            "application/problem+json",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "application/json-seq",
            "application/x-ndjson",
            "application/pdf",
            "application/jsonpath",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }
}
