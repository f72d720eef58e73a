//! Which credentials a path demands, decided only by its segments.

use percent_encoding::percent_decode_str;

use crate::decided_path::DecidedPath;
use crate::problem::Refusal;
use crate::rule::Rule;
use crate::scheme::Scheme;

/// The scheme of a path as it was sent, including its escapes. If it has both words, it
/// has to be among those of which it was said which one decides.
pub(crate) fn scheme(path: &str, decided: &[DecidedPath]) -> Result<Scheme, Refusal> {
    if path.split('/').any(is_disguised) {
        return Err(Refusal::new(
            Rule::DisguisedPath,
            "a segment is `.` or `..`, has a malformed escape, or is read as `partner`, `client` \
             or a dot segment once its escapes are decoded; expected segments that mean the same \
             to everyone on the way",
        ));
    }
    let has = |name| path.split('/').any(|segment| segment == name);
    match (has("partner"), has("client")) {
        (true, false) => Ok(Scheme::Partner),
        (false, true) => Ok(Scheme::User),
        (true, true) => {
            let decided = decided.iter().find_map(|decided| decided.scheme_of(path));
            decided.ok_or_else(|| {
                Refusal::new(
                    Rule::ContradictoryPath,
                    "the path has a `partner` and a `client` segment; expected one of them, since \
                     it decides which credentials the request carries, or \
                     `SandboxBuilder::decided_by` for a path that has both",
                )
            })
        }
        (false, false) => Err(Refusal::new(
            Rule::NotAnApiPath,
            "the path has neither a `partner` nor a `client` segment; expected one of them, \
             since it decides which credentials the request carries",
        )),
    }
}

/// Whether somebody on the way could read this segment as a different one.
fn is_disguised(segment: &str) -> bool {
    if matches!(segment, "partner" | "client") {
        return false;
    }
    let Some(decoded) = fully_decoded(segment) else {
        return true;
    };
    // Some servers split at an encoded slash or at a backslash, and some drop
    // the parameters that follow a semicolon (RFC 3986, section 3.3).
    decoded
        .split(['/', '\\'])
        .map(|part| part.split(';').next().unwrap_or_default())
        .any(|part| matches!(part, "." | ".." | "partner" | "client"))
}

/// The segment with every layer of escapes removed, or `None` if an escape is cut short
/// or is not text.
fn fully_decoded(segment: &str) -> Option<String> {
    if !has_valid_escapes(segment) {
        return None;
    }
    let mut text = segment.to_owned();
    // An escaped percent sign may begin an escape for the next reader. Each round makes
    // the text shorter, so the loop ends.
    while text.contains('%') {
        let decoded = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        if decoded == text {
            break;
        }
        text = decoded;
    }
    Some(text)
}

fn has_valid_escapes(segment: &str) -> bool {
    segment.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(path: &str) -> Result<Scheme, Refusal> {
        super::scheme(path, &[])
    }

    #[test]
    fn only_whole_segments_decide() {
        assert_eq!(scheme("/a/partner/users").unwrap(), Scheme::Partner);
        assert_eq!(scheme("/a/client/users").unwrap(), Scheme::User);
        assert_eq!(scheme("/partner").unwrap(), Scheme::Partner);
        for neither in [
            "/",
            "",
            "*",
            "/partners/x",
            "/clientele",
            "/Partner/x",
            "/a-client/b",
        ] {
            assert_eq!(
                scheme(neither).unwrap_err().rule(),
                Rule::NotAnApiPath,
                "{neither}"
            );
        }
        for both in ["/partner/client", "/client/x/partner"] {
            assert_eq!(
                scheme(both).unwrap_err().rule(),
                Rule::ContradictoryPath,
                "{both}"
            );
        }
    }

    #[test]
    fn a_path_that_can_be_read_in_two_ways_is_refused() {
        for disguised in [
            "/a/%70artner/users",
            "/a/partne%72",
            "/a/%63lient/users",
            "/a/%2570artner/users",
            "/a/%252570artner/users",
            "/partner/../client/users",
            "/partner/./users",
            "/partner/%2e%2e/client",
            "/partner/%2E./client",
            "/partner/%252e%252e/x",
            "/client/x%2Fpartner%2Fy",
            "/client/x%2f..%2fpartner",
            "/client/x%5Cpartner",
            "/client/x\\partner",
            "/client/..;v=1/partner",
            "/client/partner;v=1/x",
            "/client/%",
            "/client/%7",
            "/client/%zz",
            "/client/%ff",
        ] {
            assert_eq!(
                scheme(disguised).unwrap_err().rule(),
                Rule::DisguisedPath,
                "{disguised}"
            );
        }
    }

    #[test]
    fn escapes_that_disguise_nothing_are_accepted() {
        for plain in [
            "/client/sca/authorise/a%2Fb",
            "/client/x/caf%C3%A9",
            "/client/x/100%25",
            "/client/x/%252F",
            "/client/x/...",
        ] {
            assert_eq!(scheme(plain).unwrap(), Scheme::User, "{plain}");
        }
    }
}
