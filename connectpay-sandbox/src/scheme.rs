//! Whose credentials a path needs.

/// Whose credentials a path needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// The path has a `partner` segment.
    Partner,
    /// The path has a `client` segment.
    User,
}

impl Scheme {
    /// What a segment demands, if it is one of the two words.
    pub(crate) fn of_segment(segment: &str) -> Option<Self> {
        match segment {
            "partner" => Some(Self::Partner),
            "client" => Some(Self::User),
            _ => None,
        }
    }
}
