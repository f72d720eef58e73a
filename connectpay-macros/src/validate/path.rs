//! `path`: a template that is there.

use quote::ToTokens;

use super::Defaults;
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
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
            // What it lacks may be in a part of it that cannot be read.
            template.is_broken |= args.has_base || matches!(defaults.base, Given::Unusable);
            return Some(template);
        }
        Given::Missing if args.auth.is_missing() && !defaults.has_scheme() => errors.at(at, "missing `path` and `auth`; expected both, as in `path = \"/baas-sca/user-management/partner/users\", auth = partner`"),
        Given::Missing => errors.at(at, "missing `path`; expected one such as `path = \"/baas-sca/user-management/partner/users\"`"),
        Given::Unusable => {}
    }
    None
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
