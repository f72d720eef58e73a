//! Whether the credentials fit the path: a `partner` segment takes the
//! partner's API key, a `client` segment a user's access token.

use quote::ToTokens;
use syn::Ident;

use super::Defaults;
use crate::args::EndpointArgs;
use crate::errors::{Errors, did_you_mean, one_of};
use crate::model::Scheme;
use crate::path::{Segment, Template};

/// What the segments of a path say about its credentials.
enum Verdict {
    Takes(Scheme),
    Both,
    Neither,
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
    let own = args.auth.as_ref();
    let scheme = match own {
        Some(word) => scheme(word, errors),
        None => defaults.scheme,
    };
    let segments: Option<Vec<&Segment>> = template.map(|template| {
        let base = defaults.base.iter().flat_map(|base| &base.segments);
        base.chain(&template.segments).collect()
    });
    let verdict = segments.as_deref().map(verdict);
    match (&verdict, template) {
        (Some(Verdict::Both), Some(template)) => errors.at(
            &template.literal,
            "the path has both a `partner` and a `client` segment, so its credentials are unknown; expected one of them",
        ),
        (Some(Verdict::Neither), Some(template))
            if !template.is_broken && !defaults.base_is_unusable =>
        {
            errors.at(&template.literal, neither(segments.as_deref().unwrap_or_default()));
        }
        (Some(Verdict::Takes(expected)), Some(template)) => match scheme {
            Some(found) if found != *expected => {
                let message = mismatch(found, *expected);
                match own {
                    Some(word) => errors.at(word, message),
                    // The trait's `auth` serves its other endpoints; this path is the odd one.
                    None => errors.at(&template.literal, message),
                }
            }
            _ => {}
        },
        _ => {}
    }
    let reported_elsewhere = args.auth_is_unusable || defaults.scheme_is_unusable;
    if scheme.is_none() && own.is_none() && !reported_elsewhere {
        errors.at(at, missing(verdict.as_ref()));
    }
    scheme
}

fn verdict(segments: &[&Segment]) -> Verdict {
    let has = |scheme: Scheme| {
        let literal = |segment: &&Segment| matches!(segment, Segment::Literal(text) if text == scheme.segment());
        segments.iter().any(literal)
    };
    match (has(Scheme::Partner), has(Scheme::User)) {
        (true, true) => Verdict::Both,
        (true, false) => Verdict::Takes(Scheme::Partner),
        (false, true) => Verdict::Takes(Scheme::User),
        (false, false) => Verdict::Neither,
    }
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
    match verdict {
        Some(Verdict::Takes(scheme)) => format!(
            "missing `auth`; expected `auth = {}`, since the path has a `{}` segment",
            scheme.word(),
            scheme.segment(),
        ),
        _ => "missing `auth`; expected `auth = partner` or `auth = user`".to_owned(),
    }
}
