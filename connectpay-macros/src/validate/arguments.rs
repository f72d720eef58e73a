//! The arguments of an endpoint: each fills a placeholder of the path or has a marker.

mod content;
mod duplicates;
mod fit;
mod foreign_marker;
mod parameter;
mod place;
mod unplaced;

use crate::argument::Argument;
use crate::errors::Errors;
use crate::item::Method;
use crate::path::Template;

use super::Defaults;

use self::parameter::Parameter;
use self::place::Placeholders;

pub(super) use self::content::{check as check_content, has_content};
pub(super) use self::parameter::may_have_unknown_content;

pub(super) fn check(
    method: &Method,
    template: Option<&Template>,
    defaults: &Defaults,
    errors: &mut Errors,
) -> Vec<Argument> {
    let parameters: Vec<Parameter<'_>> = method
        .arguments()
        .filter_map(|argument| Parameter::read(argument, errors))
        .collect();
    let before = errors.count();
    duplicates::check_names(method, errors);
    // Of two arguments of one name, nobody can tell which is where.
    if errors.count() > before {
        return Vec::new();
    }
    let mut placeholders = Placeholders::new(method, &parameters, template, defaults);
    let mut arguments = Vec::new();
    let mut markers = Vec::new();
    for parameter in parameters {
        let marker = parameter.mark.as_ref().map(|mark| mark.attr);
        if let Some(argument) = placeholders.place(parameter, errors) {
            arguments.push(argument);
            markers.push(marker);
        }
    }
    placeholders.finish(errors);
    let marked = || arguments.iter().zip(markers.iter().copied());
    duplicates::check_locations(marked(), errors);
    duplicates::check_defaults(marked(), &defaults.headers, errors);
    arguments
}
