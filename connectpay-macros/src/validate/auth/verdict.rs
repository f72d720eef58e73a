//! What the segments of a path say about its credentials.

use crate::model::Scheme;
use crate::path::{Segment, Template};

pub(in crate::validate) enum Verdict {
    Takes(Scheme),
    /// Both schemes' segments, of which this one's stands first.
    Both(Scheme),
    /// One scheme's segment, and one which some server reads as the other's.
    Disguised {
        scheme: Scheme,
        text: String,
        /// Whether it stands before the scheme's segment.
        is_first: bool,
    },
    /// One scheme's segment, and this placeholder before it.
    BehindPlaceholder(Scheme, String),
    /// Neither scheme's segment, and what was perhaps meant to be one.
    Neither(Option<String>),
}

impl Verdict {
    /// Reads a path, with `base` in front of it.
    pub(in crate::validate) fn of(base: Option<&Template>, template: &Template) -> Self {
        let segments = whole(base, template);
        let position = |scheme: Scheme| {
            let literal = |segment: &&Segment| matches!(segment, Segment::Literal(text) if text == scheme.segment());
            segments.iter().position(literal)
        };
        let (scheme, at) = match (position(Scheme::Partner), position(Scheme::User)) {
            (Some(partner), Some(user)) if partner < user => return Self::Both(Scheme::Partner),
            (Some(_), Some(_)) => return Self::Both(Scheme::User),
            (Some(at), None) => (Scheme::Partner, at),
            (None, Some(at)) => (Scheme::User, at),
            (None, None) => return Self::Neither(near(&segments)),
        };
        let mut disguises = segments.iter().enumerate();
        let disguise = disguises.find(|(_, it)| it.reading() == scheme.other().segment());
        if let Some((place, segment)) = disguise {
            let (text, is_first) = (segment.text(), place < at);
            return Self::Disguised {
                scheme,
                text,
                is_first,
            };
        }
        let mut before = segments.iter().take(at);
        match before.find_map(|segment| segment.placeholder()) {
            Some(name) => Self::BehindPlaceholder(scheme, name.to_owned()),
            None => Self::Takes(scheme),
        }
    }

    /// The scheme that the path asks for, as far as it says.
    pub(in crate::validate) fn scheme(&self) -> Option<Scheme> {
        match self {
            Self::Takes(scheme)
            | Self::Disguised { scheme, .. }
            | Self::BehindPlaceholder(scheme, _) => Some(*scheme),
            Self::Both(_) | Self::Neither(_) => None,
        }
    }

    /// What is wrong with the path or its base, whatever its `auth` is, and where its author
    /// may say which segment decides.
    pub(in crate::validate) fn mistake(&self, part: &str, place: &str) -> Option<String> {
        Some(match self {
            Self::Takes(_) => return None,
            Self::Both(first) => format!(
                "{part} has both a `partner` and a `client` segment, so its credentials are unknown; expected one of them, or `decided_by = \"{}\"`{place} if the one that stands first decides and the other is data",
                first.segment(),
            ),
            Self::Disguised {
                scheme,
                text,
                is_first,
            } => {
                let word = scheme.segment();
                let decided = if *is_first {
                    String::new()
                } else {
                    format!(
                        ", or `decided_by = {word:?}`{place} if the one that stands first decides and the other is data"
                    )
                };
                format!(
                    "{part} has a `{word}` segment and also `{text}`, which some servers read as `{}`, so its credentials are unknown; expected one of them{decided}",
                    scheme.other().segment(),
                )
            }
            Self::BehindPlaceholder(scheme, name) => format!(
                "the placeholder `{{{name}}}` stands before the segment `{}`, and could be filled with `{}`; expected placeholders behind the segment that decides the credentials, or `decided_by = \"{}\"`",
                scheme.segment(),
                scheme.other().segment(),
                scheme.segment(),
            ),
            Self::Neither(near) => {
                let near = near
                    .as_ref()
                    .map_or_else(String::new, |near| format!(" ({near})"));
                format!(
                    "the path has neither a `partner` nor a `client` segment{near}, so its credentials are \
                     unknown; expected `partner` for the partner's API key or `client` for a user's access token"
                )
            }
        })
    }
}

/// The segments of a path, with `base` in front of it.
pub(super) fn whole<'a>(base: Option<&'a Template>, template: &'a Template) -> Vec<&'a Segment> {
    let base = base.into_iter().flat_map(|base| &base.segments);
    base.chain(&template.segments).collect()
}

/// The segment that was perhaps meant to be a scheme's, and why it is not.
fn near(segments: &[&Segment]) -> Option<String> {
    segments.iter().find_map(|segment| match segment {
        Segment::Placeholder { name, .. } => Scheme::ALL
            .into_iter()
            .any(|scheme| scheme.segment() == name)
            .then(|| format!("`{{{name}}}` is a placeholder, which could be filled with anything")),
        Segment::Literal(text) => {
            let lower = text.to_lowercase();
            Scheme::ALL
                .into_iter()
                .find(|scheme| {
                    let word = scheme.segment();
                    lower.contains(word) || strsim::damerau_levenshtein(&lower, word) == 1
                })
                .map(|scheme| format!("`{text}` is not the segment `{}`", scheme.segment()))
        }
    })
}
