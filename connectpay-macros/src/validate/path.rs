//! `path`: a template that is there.

use quote::ToTokens;

use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::path::Template;

pub(super) fn check(
    args: &EndpointArgs,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<Template> {
    match &args.path {
        Given::Value(path) => return Some(Template::parse(path, errors)),
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
    segments.fold(String::new(), |path, segment| path + "/" + &segment.text())
}
