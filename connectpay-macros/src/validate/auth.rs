//! Whether the credentials fit the path: a `partner` segment takes the
//! partner's API key, a `client` segment a user's access token.

use quote::ToTokens;
use syn::Ident;

use super::Defaults;
use crate::args::{EndpointArgs, Given};
use crate::errors::{Errors, did_you_mean, one_of};
use crate::model::Scheme;
use crate::path::{Segment, Template};

/// What the segments of a path say about its credentials.
enum Verdict {
    Takes(Scheme),
    Both,
    /// One scheme's segment, and this one, which some server reads as the other's.
    Disguised(Scheme, String),
    /// One scheme's segment, and this placeholder before it.
    BehindPlaceholder(Scheme, String),
    Neither,
}

impl Verdict {
    fn scheme(&self) -> Option<Scheme> {
        match self {
            Self::Takes(scheme)
            | Self::Disguised(scheme, _)
            | Self::BehindPlaceholder(scheme, _) => Some(*scheme),
            Self::Both | Self::Neither => None,
        }
    }
}

/// Reads the value of `auth`.
pub(super) fn scheme(word: &Ident, errors: &mut Errors) -> Option<Scheme> {
    let found = word.to_string();
    let scheme = Scheme::from_word(&found);
    if scheme.is_none() {
        // The path says `client` where the attribute says `user`.
        let hint = if found.eq_ignore_ascii_case("client") {
            "; did you mean `user`?".to_owned()
        } else {
            did_you_mean(&found, Scheme::WORDS)
        };
        errors.at(
            word,
            format!(
                "unknown scheme `{found}`; expected {}{hint}",
                one_of(Scheme::WORDS)
            ),
        );
    }
    scheme
}

/// The scheme of an endpoint, checked against its path.
pub(super) fn endpoint_scheme(
    args: &EndpointArgs,
    template: Option<&Template>,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Scheme> {
    let given = match args.auth.and_then(|word| scheme(word, errors)) {
        Given::Missing => defaults.scheme,
        own => own,
    };
    let segments: Option<Vec<&Segment>> = template.map(|template| {
        let base = defaults.base.value().into_iter();
        let base = base.flat_map(|base| &base.segments);
        base.chain(&template.segments).collect()
    });
    // What the path lacks may be in a base that cannot be read.
    let base_is_broken = match &defaults.base {
        Given::Missing => false,
        Given::Unusable => true,
        Given::Value(base) => base.is_broken,
    };
    let verdict = segments.as_deref().map(verdict);
    if let (Some(verdict), Some(template)) = (&verdict, template) {
        match verdict {
            Verdict::Both => errors.at(
                &template.literal,
                "the path has both a `partner` and a `client` segment, so its credentials are unknown; expected one of them",
            ),
            Verdict::Neither if !template.is_broken && !base_is_broken => {
                errors.at(&template.literal, neither(segments.as_deref().unwrap_or_default()));
            }
            Verdict::Disguised(scheme, text) if !template.is_broken => errors.at(&template.literal, disguised(*scheme, text)),
            Verdict::BehindPlaceholder(scheme, name) => {
                errors.at(&template.literal, behind_placeholder(*scheme, name));
            }
            Verdict::Disguised(..) | Verdict::Neither | Verdict::Takes(_) => {}
        }
        if let (Given::Value(found), Some(expected)) = (given, verdict.scheme()) {
            if found != expected {
                let message = mismatch(found, expected);
                match args.auth.value() {
                    Some(word) => errors.at(word, message),
                    // The trait's `auth` serves its other endpoints; this path is the odd one.
                    None => errors.at(&template.literal, message),
                }
            }
        }
    }
    if given.is_missing() {
        errors.at(at, missing(verdict.as_ref()));
    }
    given.value().copied()
}

fn verdict(segments: &[&Segment]) -> Verdict {
    let position = |scheme: Scheme| {
        let literal = |segment: &&Segment| matches!(segment, Segment::Literal(text) if text == scheme.segment());
        segments.iter().position(literal)
    };
    let (scheme, at) = match (position(Scheme::Partner), position(Scheme::User)) {
        (Some(_), Some(_)) => return Verdict::Both,
        (Some(at), None) => (Scheme::Partner, at),
        (None, Some(at)) => (Scheme::User, at),
        (None, None) => return Verdict::Neither,
    };
    let disguise = segments.iter().find_map(|segment| match segment {
        Segment::Literal(text) if segment.reading() == scheme.other().segment() => Some(text),
        _ => None,
    });
    if let Some(text) = disguise {
        return Verdict::Disguised(scheme, text.clone());
    }
    let before = segments.iter().take(at).find_map(|segment| match segment {
        Segment::Placeholder(name) => Some(name),
        Segment::Literal(_) => None,
    });
    match before {
        Some(name) => Verdict::BehindPlaceholder(scheme, name.clone()),
        None => Verdict::Takes(scheme),
    }
}

fn disguised(scheme: Scheme, text: &str) -> String {
    format!(
        "the path has a `{}` segment and also `{text}`, which some servers read as `{}`, so its credentials are unknown; expected one of them",
        scheme.segment(),
        scheme.other().segment(),
    )
}

fn behind_placeholder(scheme: Scheme, name: &str) -> String {
    format!(
        "the placeholder `{{{name}}}` stands before the segment `{}`, and could be filled with `{}`; expected placeholders behind the segment that decides the credentials",
        scheme.segment(),
        scheme.other().segment(),
    )
}

fn mismatch(found: Scheme, expected: Scheme) -> String {
    format!(
        "`auth = {}` does not fit the path: its `{}` segment takes {}; expected `auth = {}`",
        found.word(),
        expected.segment(),
        match expected {
            Scheme::Partner => "the partner's API key",
            Scheme::User => "a user's access token",
        },
        expected.word(),
    )
}

fn neither(segments: &[&Segment]) -> String {
    let near = segments.iter().find_map(|segment| match segment {
        Segment::Placeholder(name) if is_scheme_segment(name) => Some(format!(
            "`{{{name}}}` is a placeholder, which could be filled with anything"
        )),
        Segment::Literal(text) => {
            let lower = text.to_lowercase();
            [Scheme::Partner, Scheme::User]
                .into_iter()
                .find(|scheme| lower.contains(scheme.segment()))
                .map(|scheme| format!("`{text}` is not the segment `{}`", scheme.segment()))
        }
        Segment::Placeholder(_) => None,
    });
    let near = near.map_or_else(String::new, |near| format!(" ({near})"));
    format!(
        "the path has neither a `partner` nor a `client` segment{near}, so its credentials are \
         unknown; expected `partner` for the partner's API key or `client` for a user's access token"
    )
}

fn is_scheme_segment(text: &str) -> bool {
    [Scheme::Partner, Scheme::User]
        .into_iter()
        .any(|scheme| scheme.segment() == text)
}

fn missing(verdict: Option<&Verdict>) -> String {
    match verdict.and_then(Verdict::scheme) {
        Some(scheme) => format!(
            "missing `auth`; expected `auth = {}`, since the path has a `{}` segment",
            scheme.word(),
            scheme.segment(),
        ),
        None => "missing `auth`; expected `auth = partner` or `auth = user`".to_owned(),
    }
}
