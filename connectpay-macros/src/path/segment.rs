//! One segment of a path template.

use super::{escapes, placeholder};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    Placeholder(String),
}

impl Segment {
    pub(super) fn parse(text: &str, path: &str, refuse: &mut impl FnMut(String)) -> Option<Self> {
        if text.is_empty() {
            refuse(format!(
                "the path {path:?} has an empty segment; expected one slash between segments and none at the end"
            ));
            return None;
        }
        if text.contains(['{', '}']) {
            return placeholder::parse(text, refuse).map(Self::Placeholder);
        }
        // Some servers trim spaces before they look for dot segments.
        if matches!(escapes::decoded(text).trim(), "." | "..") {
            refuse(format!(
                "the path has the dot segment `{text}`, which changes the path; expected the path as it is in the end"
            ));
            return None;
        }
        escapes::check(text, refuse);
        Some(Self::Literal(text.to_owned()))
    }

    /// What the most lenient server reads: without escapes, case and spaces around.
    pub(crate) fn reading(&self) -> String {
        match self {
            Self::Literal(text) => escapes::decoded(text).trim().to_ascii_lowercase(),
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
