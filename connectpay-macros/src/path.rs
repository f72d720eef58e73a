//! Path templates: `/…/{name}/…`.

use syn::LitStr;

use crate::errors::Errors;

/// A template whose every rule was checked; what was wrong is in the errors.
pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) segments: Vec<Segment>,
    /// A rule was broken, so what is missing may only be misspelt.
    pub(crate) is_broken: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    Placeholder(String),
}

impl Template {
    /// Checks the value of `path` or `base`. All that is wrong is reported at
    /// the literal, since stable Rust has no spans inside of one.
    pub(crate) fn parse(literal: &LitStr, errors: &mut Errors) -> Self {
        let text = literal.value();
        let before = errors.count();
        let mut refuse = |message: String| errors.at(literal, message);
        if text.is_empty() {
            refuse("the path is empty; expected one such as \"/baas-sca/user-management/partner/users\"".to_owned());
            return Self {
                literal: literal.clone(),
                segments: Vec::new(),
                is_broken: true,
            };
        }
        let path = without_origin(&text, &mut refuse);
        check_characters(path, &mut refuse);
        // What follows a `?` or `#` was reported with it.
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments = Vec::new();
        for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
            if let Some(segment) = Segment::parse(segment, path, &mut refuse) {
                if matches!(segment, Segment::Placeholder(_)) && segments.contains(&segment) {
                    refuse(format!(
                        "the placeholder `{}` is in the path twice; expected each name once",
                        segment.text()
                    ));
                } else {
                    segments.push(segment);
                }
            }
        }
        Self {
            literal: literal.clone(),
            segments,
            is_broken: errors.count() > before,
        }
    }

    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Placeholder(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }
}

/// Reports a scheme, a host or a missing slash, and gives the path without them.
fn without_origin<'a>(text: &'a str, refuse: &mut impl FnMut(String)) -> &'a str {
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
                "the path begins with `//`, so `{host}` would be read as a host; expected one slash"
            ));
            return text.get(1..).unwrap_or_default();
        }
        refuse(format!(
            "the path has a host, `{found}{host}`; expected the path alone: the host comes from the client's `Environment`"
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

fn check_characters(path: &str, refuse: &mut impl FnMut(String)) {
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
            "the path has the character `{found}`, which is not ASCII; expected it percent-encoded"
        ));
    }
    let other = |c: &char| matches!(c, '"' | '<' | '>' | '^' | '`' | '|' | '[' | ']');
    if let Some(found) = path.chars().find(other) {
        refuse(format!(
            "the path has a `{found}`, which RFC 3986 does not allow in a path; expected it percent-encoded"
        ));
    }
}

impl Segment {
    fn parse(text: &str, path: &str, refuse: &mut impl FnMut(String)) -> Option<Self> {
        if text.is_empty() {
            refuse(format!(
                "the path {path:?} has an empty segment; expected one slash between segments and none at the end"
            ));
            return None;
        }
        if text.contains(['{', '}']) {
            return Self::placeholder(text, refuse);
        }
        if matches!(decoded(text).as_str(), "." | "..") {
            refuse(format!(
                "the path has the dot segment `{text}`, which changes the path; expected the path as it is in the end"
            ));
            return None;
        }
        check_escapes(text, refuse);
        Some(Self::Literal(text.to_owned()))
    }

    fn placeholder(text: &str, refuse: &mut impl FnMut(String)) -> Option<Self> {
        let inner = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        match inner {
            Some("") => refuse(
                "the path has an empty placeholder `{}`; expected a name in it, as in `{user_id}`"
                    .to_owned(),
            ),
            Some(name) if !name.contains(['{', '}']) => {
                if syn::parse_str::<syn::Ident>(name).is_ok()
                    || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok()
                {
                    return Some(Self::Placeholder(name.to_owned()));
                }
                refuse(format!(
                    "the placeholder `{text}` is not an argument's name; expected one such as `{{user_id}}`"
                ));
            }
            _ => {
                let opened = text.matches('{').count();
                let closed = text.matches('}').count();
                if opened != closed {
                    refuse(format!(
                        "the segment `{text}` has a brace without its partner; expected a placeholder such as `{{user_id}}`"
                    ));
                } else if text.contains("{{") || nested(text) {
                    refuse(format!(
                        "the segment `{text}` has a placeholder inside a placeholder; expected one name, as in `{{user_id}}`"
                    ));
                } else {
                    refuse(format!(
                        "the placeholder in `{text}` is not the whole segment; expected it between slashes, as in `/{{user_id}}/`"
                    ));
                }
            }
        }
        None
    }

    /// What the most lenient server reads: without escapes, case and spaces around.
    pub(crate) fn reading(&self) -> String {
        match self {
            Self::Literal(text) => decoded(text).trim().to_ascii_lowercase(),
            Self::Placeholder(_) => String::new(),
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Literal(text) => text.clone(),
            Self::Placeholder(name) => format!("{{{name}}}"),
        }
    }
}

fn nested(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 1
    })
}

/// Reports escapes that are none, that are needless, or that some server
/// reads as more than a character: another spelling of `partner` must not hide
/// which path it is.
fn check_escapes(text: &str, refuse: &mut impl FnMut(String)) {
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
        } else if matches!(character, '/' | '\\' | ';') || character.is_ascii_control() {
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
