//! `base`: a path of literal segments.

use syn::LitStr;

use crate::errors::Errors;
use crate::path::{Part, Template};

pub(super) fn check(literal: &LitStr, errors: &mut Errors) -> Template {
    let mut template = Template::parse(literal, Part::Base, errors);
    let placeholder = template.placeholders().next().map(str::to_owned);
    if let Some(name) = placeholder {
        errors.at(literal, format!("`base` has the placeholder `{{{name}}}`; expected it in the `path` of the endpoints, where its argument is"));
        template.is_broken = true;
    }
    template
        .segments
        .retain(|segment| segment.placeholder().is_none());
    template
}
