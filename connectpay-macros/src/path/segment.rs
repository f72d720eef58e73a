//! One segment of a path template.

use super::notation::foreign_name;
use super::{escapes, placeholder, suffix};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    Placeholder {
        name: String,
        /// What follows the placeholder in the last segment: `.pdf`, `:close`.
        suffix: String,
    },
}

impl Segment {
    pub(super) fn parse(
        text: &str,
        is_last: bool,
        refuse: &mut impl FnMut(String),
    ) -> Option<Self> {
        if let Some(name) = foreign_name(text) {
            refuse(format!(
                "the segment `{text}` is not how a placeholder is written here; expected `{{{name}}}`"
            ));
            return None;
        }
        if text.contains(['{', '}']) {
            let (placeholder, suffix) = suffix::split(text);
            let name = placeholder::parse(placeholder, refuse)?;
            suffix::check(text, suffix, is_last, refuse);
            return Some(Self::Placeholder {
                name,
                suffix: suffix.to_owned(),
            });
        }
        if Self::is_dots(text) {
            refuse(format!(
                "the path has the dot segment `{text}`, which changes the path; expected the path as it is in the end"
            ));
            return None;
        }
        escapes::check(text, refuse);
        Some(Self::Literal(text.to_owned()))
    }

    /// Whether a segment is a dot segment (RFC 3986, 3.3). Some servers trim spaces before they
    /// look for them.
    pub(super) fn is_dots(text: &str) -> bool {
        matches!(escapes::decoded(text).trim(), "." | "..")
    }

    /// The name that the most lenient server reads: without escapes, case, spaces around, and
    /// an action, a format or parameters behind it, as in `client:list` and `client.json`.
    pub(crate) fn reading(&self) -> String {
        match self {
            Self::Literal(text) => {
                let decoded = escapes::decoded(text);
                let name = decoded.trim().split(|c| !is_of_a_name(c)).next();
                name.unwrap_or_default().to_ascii_lowercase()
            }
            Self::Placeholder { .. } => String::new(),
        }
    }

    /// The name of the placeholder, if it is one.
    pub(crate) fn placeholder(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Placeholder { name, .. } => Some(name),
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Literal(text) => text.clone(),
            Self::Placeholder { name, suffix } => format!("{{{name}}}{suffix}"),
        }
    }
}

/// Whether a character never ends a name: `clients` and `client-types` are other words.
fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '~')
}
