//! `auth`: the credentials fit the path. A `partner` segment takes the partner's API
//! key, a `client` segment a user's access token.

mod decided_by;
mod verdict;

use quote::ToTokens;
use syn::Ident;

use super::Defaults;
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::model::Scheme;
use crate::path::Template;

pub(super) use self::verdict::Verdict;

/// Reads the value of `auth`.
pub(super) fn scheme(word: &Ident, errors: &mut Errors) -> Option<Scheme> {
    let found = word.to_string();
    let scheme = Scheme::from_word(&found);
    if scheme.is_none() {
        let meant = Scheme::word_meant_by(&found);
        let hint = meant.map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
        let all = Scheme::ALL.map(|scheme| format!("`{}` for {}", scheme.word(), scheme.whose()));
        errors.at(
            word,
            format!(
                "unknown scheme `{found}`; expected {}{hint}",
                all.join(" or ")
            ),
        );
    }
    scheme
}

/// The scheme of an endpoint, checked against its path.
pub(super) fn check(
    args: &EndpointArgs,
    mut template: Option<&mut Template>,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Scheme> {
    let given = match args.auth.and_then(|word| scheme(word, errors)) {
        Given::Missing => defaults.scheme,
        own => own,
    };
    let is_reported = args.auth.is_missing() && defaults.reported.scheme;
    let verdict = template
        .as_deref()
        .and_then(|template| decided_by::verdict(args, given, defaults, template, errors));
    // Where the path leads is unknown then.
    let has_dot_segment = |template: &Template| template.has_dot_segment;
    let leads_elsewhere = template.as_deref().is_some_and(has_dot_segment)
        || defaults.base.value().is_some_and(has_dot_segment);
    if let (Some(verdict), Some(template), false) = (&verdict, &mut template, leads_elsewhere) {
        let may_be_decided = args.is_broken || matches!(given, Given::Unusable);
        check_path(verdict, template, defaults, may_be_decided, errors);
        if let (Given::Value(found), Some(expected)) = (given, verdict.scheme()) {
            if found != expected {
                let message = mismatch(found, expected, "the path");
                match args.auth.value() {
                    Some(word) => errors.at(word, message),
                    None if is_reported || args.is_broken || template.is_broken => {}
                    // The trait's `auth` serves its other endpoints; this path is the odd one.
                    None => errors.at(
                        &template.literal,
                        format!("the trait's {message} in this `#[endpoint(…)]`"),
                    ),
                }
            }
        }
    }
    let expected = verdict.and_then(|verdict| verdict.scheme());
    if is_reported {
        // The data of the endpoint stays, of which there is a constant.
        let meant = expected.or(given.value().copied());
        return meant.or(Some(Scheme::Partner));
    }
    if given.is_missing() {
        errors.at(at, missing(expected));
    }
    given.value().copied()
}

/// Reports a path that does not tell its credentials. A broken argument may be the
/// `decided_by` that tells them.
fn check_path(
    verdict: &Verdict,
    template: &mut Template,
    defaults: &Defaults,
    may_be_decided: bool,
    errors: &mut Errors,
) {
    // What the path lacks may be in a base that cannot be read.
    let base_is_broken = match &defaults.base {
        Given::Missing => false,
        Given::Unusable => true,
        Given::Value(base) => base.is_broken,
    };
    let may_be_misread = match verdict {
        _ if defaults.reported.segment => true,
        Verdict::Neither(_) => template.is_broken || base_is_broken,
        Verdict::Disguised { .. } => template.is_broken || may_be_decided,
        Verdict::Both(_) | Verdict::BehindPlaceholder(..) => may_be_decided,
        Verdict::Takes(_) => false,
    };
    if let (Some(mistake), false) = (verdict.mistake("the path", ""), may_be_misread) {
        errors.at(&template.literal, mistake);
        // Where the segment is not the right one, placeholders may be missing too.
        template.is_broken |= matches!(verdict, Verdict::Neither(_) | Verdict::Both(_));
    }
}

/// What is wrong with a scheme beside a path, or beside a part of one.
pub(super) fn mismatch(found: Scheme, expected: Scheme, part: &str) -> String {
    format!(
        "`auth = {}` does not fit {part}: its `{}` segment takes {}; expected `auth = {}`",
        found.word(),
        expected.segment(),
        expected.whose(),
        expected.word(),
    )
}

fn missing(scheme: Option<Scheme>) -> String {
    match scheme {
        Some(scheme) => format!(
            "missing `auth`; expected `auth = {}`, since the path has a `{}` segment",
            scheme.word(),
            scheme.segment(),
        ),
        None => "missing `auth`; expected `auth = partner` or `auth = user`".to_owned(),
    }
}
