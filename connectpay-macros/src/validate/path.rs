//! `path`: a template that is there.

mod repeated_base;

use quote::ToTokens;

use super::Defaults;
use super::auth::Verdict;
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::model::Scheme;
use crate::path::{Part, Template};

pub(super) fn check(
    args: &EndpointArgs,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Template> {
    match &args.path {
        Given::Value(path) => {
            let part = Part::of_path(defaults.base.is_missing());
            let mut template = Template::parse(path, part, errors);
            if let Some(base) = defaults.base.value() {
                // A path that is to be another one may lack its placeholders yet.
                template.is_broken |=
                    repeated_base::refuse(base, &template, args, defaults, errors);
            }
            // What it lacks may be in a part of it that cannot be read.
            template.is_broken |= args.has_base || matches!(defaults.base, Given::Unusable);
            return Some(template);
        }
        Given::Missing => errors.at(at, missing(args, defaults)),
        Given::Unusable => {}
    }
    None
}

/// What is missing, with an example that makes a whole path with the base.
fn missing(args: &EndpointArgs, defaults: &Defaults) -> String {
    let needs_auth = args.auth.is_missing() && !defaults.has_scheme();
    let of_trait = defaults.scheme.value().copied();
    let given = args.auth.value().map(ToString::to_string);
    let given = given.and_then(|word| Scheme::from_word(&word)).or(of_trait);
    let of_base = defaults.base.value().map(|base| Verdict::of(None, base));
    let of_base = of_base.and_then(|verdict| verdict.scheme());
    let scheme = of_base.or(given).unwrap_or(Scheme::Partner);
    let segment = scheme.segment();
    let path = match (&defaults.base, of_base) {
        (Given::Missing, _) => format!("/baas-sca/user-management/{segment}/users"),
        (_, Some(_)) => "/users".to_owned(),
        (_, None) => format!("/{segment}/users"),
    };
    if needs_auth {
        let scheme = scheme.word();
        format!(
            "missing `path` and `auth`; expected both, as in `path = {path:?}, auth = {scheme}`"
        )
    } else {
        format!("missing `path`; expected one such as `path = {path:?}`")
    }
}

/// The path of an endpoint, with `base` in front of it.
pub(super) fn whole(base: Option<&Template>, template: &Template) -> String {
    let segments = base
        .into_iter()
        .chain([template])
        .flat_map(|part| &part.segments);
    let path = segments.fold(String::new(), |path, segment| path + "/" + &segment.text());
    if template.ends_in_slash {
        path + "/"
    } else {
        path
    }
}
