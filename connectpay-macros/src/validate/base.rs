//! `base`: a path of literal segments.

use syn::LitStr;

use crate::errors::Errors;
use crate::path::{Part, Template};

/// Checks a base. The names of its placeholders, which it must not have, come out too, so
/// that their arguments are not reported as well.
pub(super) fn check(literal: &LitStr, errors: &mut Errors) -> (Template, Vec<String>) {
    let mut template = Template::parse(literal, Part::Base, errors);
    let placeholders: Vec<String> = template.placeholders().map(str::to_owned).collect();
    if let Some(name) = placeholders.first() {
        errors.at(literal, format!("`base` has the placeholder `{{{name}}}`; expected it in the `path` of the endpoints, where its argument is"));
        template.is_broken = true;
    }
    template
        .segments
        .retain(|segment| segment.placeholder().is_none());
    (template, placeholders)
}
