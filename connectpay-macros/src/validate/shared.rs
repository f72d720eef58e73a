//! A mistake in `#[api(…)]` that shows in every endpoint of the trait: it is one mistake,
//! and no endpoint reports it again.

use proc_macro2::Ident;

use super::auth::{Verdict, mismatch};
use super::defaults::{Defaults, Reported};
use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::model::Scheme;
use crate::path::{Part, Template};

/// Checks what the endpoints have in common. A message about the attribute itself points
/// at `at`.
pub(super) fn check(
    endpoints: &[&EndpointArgs],
    defaults: &Defaults,
    at: &Ident,
    errors: &mut Errors,
) -> Reported {
    Reported {
        scheme: refuse_scheme(endpoints, defaults, at, errors),
        segment: refuse_segments(endpoints, defaults, at, errors),
    }
}

fn refuse_scheme(
    endpoints: &[&EndpointArgs],
    defaults: &Defaults,
    at: &Ident,
    errors: &mut Errors,
) -> bool {
    let of_trait = || endpoints.iter().filter(|args| args.auth.is_missing());
    let schemes = || of_trait().filter_map(|args| scheme(args, defaults));
    let (Some(&given), Some(word)) = (defaults.scheme.value(), &defaults.scheme_word) else {
        // Without a path too, an endpoint says itself that it lacks both.
        let with_path = endpoints.iter().filter(|args| !args.path.is_missing());
        let is_forgotten = defaults.scheme.is_missing()
            && with_path.count() > 1
            && of_trait().count() == endpoints.len();
        if is_forgotten {
            errors.at(at, missing(&schemes().collect::<Vec<_>>()));
        }
        return is_forgotten;
    };
    let expected = given.other();
    let takes_other = |scheme: Option<Scheme>| scheme == Some(expected);
    let base = defaults.base.value();
    // What is wrong with the base is reported, and may be what the scheme does not fit.
    let base = base.filter(|base| !base.is_unreadable());
    let base = base.map(|base| Verdict::of(None, base));
    if matches!(base, Some(Verdict::Takes(of_base)) if of_base == expected) {
        errors.at(word, mismatch(given, expected, "`base`"));
        return true;
    }
    let fits_none =
        of_trait().count() > 1 && of_trait().all(|args| takes_other(scheme(args, defaults)));
    if fits_none {
        errors.at(
            word,
            format!(
                "`auth = {}` fits none of the endpoints that take it from the trait: the `{}` segments of their paths take {}; expected `auth = {}`",
                given.word(),
                expected.segment(),
                expected.whose(),
                expected.word(),
            ),
        );
    }
    fits_none
}

/// What is missing, given the schemes that the paths ask for.
fn missing(schemes: &[Scheme]) -> String {
    let expected = match schemes {
        [first, others @ ..] if others.iter().all(|other| other == first) => format!(
            "`#[api(auth = {})]` on the trait, since each path has a `{}` segment",
            first.word(),
            first.segment(),
        ),
        [] => "`#[api(auth = partner)]` or `#[api(auth = user)]` on the trait, or `auth` in each `#[endpoint(…)]` if they differ".to_owned(),
        _ => "`auth = partner` where the path has a `partner` segment and `auth = user` where it has a `client` segment, once in `#[api(auth = …)]` or in each `#[endpoint(…)]` that differs from it".to_owned(),
    };
    format!("neither the trait nor any of its endpoints has an `auth`; expected {expected}")
}

fn refuse_segments(
    endpoints: &[&EndpointArgs],
    defaults: &Defaults,
    at: &Ident,
    errors: &mut Errors,
) -> bool {
    let base = match defaults.base.value() {
        Some(base) if base.is_broken => return false,
        base => base,
    };
    let near = match base.map(|base| (base, Verdict::of(None, base))) {
        Some((_, Verdict::Neither(near))) => near,
        None if defaults.base.is_missing() => None,
        Some((base, verdict)) => return refuse_base(endpoints, base, &verdict, errors),
        None => return false,
    };
    let mut paths = endpoints.iter().filter(|args| args.path.value().is_some());
    // One that is nearly right is wrong by itself.
    let has_none = |args: &&EndpointArgs| {
        let path = path(args, defaults);
        path.is_some_and(|path| matches!(Verdict::of(None, &path), Verdict::Neither(None)))
    };
    if paths.clone().count() < 2 || !paths.all(has_none) {
        return false;
    }
    let near = near.map_or_else(String::new, |near| format!(" ({near})"));
    let segment = match defaults.scheme.value() {
        Some(scheme) => format!("`{}` for `auth = {}`", scheme.segment(), scheme.word()),
        None => {
            "`partner` for the partner's API key or `client` for a user's access token".to_owned()
        }
    };
    match base {
        Some(base) => errors.at(&base.literal, format!("neither `base` nor a path behind it has a `partner` or a `client` segment{near}, so the credentials are unknown; expected {segment}, in `base` or in each path")),
        None => errors.at(at, format!("no path of the trait has a `partner` or a `client` segment, so the credentials are unknown; expected {segment}, in each path or in `base = \"/…\"` of `#[api(…)]`")),
    }
    true
}

/// Reports a base that has more than the one segment which decides, unless an endpoint knows.
fn refuse_base(
    endpoints: &[&EndpointArgs],
    base: &Template,
    verdict: &Verdict,
    errors: &mut Errors,
) -> bool {
    let mut decided = endpoints.iter().map(|args| !args.decided_by.is_missing());
    let Some(mistake) = verdict.mistake("`base`", " in each `#[endpoint(…)]`") else {
        return false;
    };
    if endpoints.len() < 2 || decided.any(|is_decided| is_decided) {
        return false;
    }
    errors.at(&base.literal, mistake);
    true
}

/// The scheme that the path of an endpoint asks for.
fn scheme(args: &EndpointArgs, defaults: &Defaults) -> Option<Scheme> {
    Verdict::of(defaults.base.value(), &path(args, defaults)?).scheme()
}

/// The path of an endpoint, if it is right; what is wrong with it is reported later.
fn path(args: &EndpointArgs, defaults: &Defaults) -> Option<Template> {
    let part = Part::of_path(defaults.base.is_missing());
    let path = Template::parse(args.path.value()?, part, &mut Errors::default());
    (!path.is_broken).then_some(path)
}
