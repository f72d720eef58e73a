//! Percent-encoding in a path (RFC 3986, 2.1).

/// Reports escapes that are none, that are needless, or that some server
/// reads as more than a character: another spelling of `partner` must not hide
/// which path it is.
pub(super) fn check(text: &str, refuse: &mut impl FnMut(String)) {
    check_ascii(text, refuse);
    for after in text.split('%').skip(1) {
        let Some(byte) = escaped_byte(after) else {
            refuse(format!(
                "the segment `{text}` has a `%` without two hexadecimal digits; expected `%25` for a percent sign"
            ));
            return;
        };
        let escape = after.get(..2).unwrap_or_default();
        let character = char::from(byte);
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            refuse(format!(
                "the segment `{text}` writes `{character}` as `%{escape}`; expected it plain"
            ));
        } else if matches!(character, '/' | '\\' | ';' | '?' | '#') || character.is_ascii_control()
        {
            refuse(format!(
                "the segment `{text}` has the escape `%{escape}`, which servers read as a separator or refuse; expected none"
            ));
        } else if character == '%' && escaped_byte(after.get(2..).unwrap_or_default()).is_some() {
            refuse(format!(
                "the segment `{text}` is escaped twice, and servers differ in how often they decode; expected one escape"
            ));
        }
    }
}

/// Reports escapes of other bytes than ASCII, once for the segment.
///
/// What a server makes of them is its own affair: some take an overlong `%C0%AF` for a
/// slash (RFC 3629, section 10), and what normalizes by NFKC, or maps to the nearest
/// character of a code page, takes a full-width or accented letter for the plain one,
/// so that a path has a segment `client` that nobody sees in it. An argument may be any
/// text all the same, since it stands behind the segment that decides the credentials.
fn check_ascii(text: &str, refuse: &mut impl FnMut(String)) {
    let mut escapes = text.split('%').skip(1);
    let found = escapes.find(|after| escaped_byte(after).is_some_and(|byte| !byte.is_ascii()));
    if let Some(escape) = found.and_then(|after| after.get(..2)) {
        refuse(format!(
            "the segment `{text}` has the escape `%{escape}`, which is not ASCII, and some servers read such escapes as ASCII; expected ASCII alone, or a placeholder whose argument has the text"
        ));
    }
}

/// The byte of the two hexadecimal digits that a text begins with.
fn escaped_byte(text: &str) -> Option<u8> {
    let hex = text.get(..2)?;
    let digits = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    u8::from_str_radix(hex, 16).ok().filter(|_| digits)
}

/// The text without its escapes, a character for each byte.
pub(crate) fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut decoded = pieces.next().unwrap_or_default().to_owned();
    for after in pieces {
        if let Some(byte) = escaped_byte(after) {
            decoded.push(char::from(byte));
            decoded.push_str(after.get(2..).unwrap_or_default());
        } else {
            decoded.push('%');
            decoded.push_str(after);
        }
    }
    decoded
}
