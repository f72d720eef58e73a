//! Where each argument goes: each placeholder of the path takes the argument of its
//! name, and a marker says it of the others.

use syn::ext::IdentExt as _;
use syn::{Pat, PatType};

use super::parameter::Parameter;
use crate::argument::{Argument, InPath, Location, MARKERS};
use crate::errors::Errors;
use crate::item::Method;
use crate::path::Template;
use crate::shape::{behind_references, is_option};

/// The placeholders of a path while arguments are found for them.
pub(super) struct Placeholders<'a> {
    template: Option<&'a Template>,
    /// Those for which no argument has been found.
    unfilled: Vec<&'a str>,
}

impl<'a> Placeholders<'a> {
    pub(super) fn new(method: &Method, template: Option<&'a Template>) -> Self {
        // A pattern without a name may be what was to fill a placeholder.
        let is_nameless = |argument: &PatType| {
            argument.attrs.is_empty() && !matches!(*argument.pat, Pat::Ident(_))
        };
        let unfilled = if method.arguments().any(is_nameless) {
            Vec::new()
        } else {
            template
                .into_iter()
                .flat_map(Template::placeholders)
                .filter(|name| !method.arguments().any(|argument| is_named(argument, name)))
                .collect()
        };
        Self { template, unfilled }
    }

    pub(super) fn place(
        &mut self,
        parameter: Parameter<'_>,
        errors: &mut Errors,
    ) -> Option<Argument> {
        let name = parameter.name.unraw().to_string();
        let mut placeholders = self.template.into_iter().flat_map(Template::placeholders);
        let in_path = placeholders.any(|placeholder| placeholder == name);
        let location: Box<dyn Location> = match parameter.mark {
            Some(mark) if in_path => {
                errors.at(mark.attr, format!("`{name}` is in the path as `{{{name}}}` and marked too; expected one of the two"));
                return None;
            }
            Some(mark) => mark.location?,
            None if in_path => {
                if is_option(behind_references(parameter.ty)) {
                    errors.at(parameter.ty, format!("the path argument `{name}` is an `Option`, but a path has no segment to leave out; expected a value, or two endpoints"));
                }
                Box::new(InPath)
            }
            None => {
                self.refuse_unplaced(&parameter, &name, errors);
                return None;
            }
        };
        Some(Argument {
            attrs: parameter.lints,
            name: parameter.name.clone(),
            ty: parameter.ty.clone(),
            location,
        })
    }

    /// Reports an argument that goes nowhere: as a misspelt placeholder, if there is one
    /// that it may have been meant for.
    fn refuse_unplaced(&mut self, parameter: &Parameter<'_>, name: &str, errors: &mut Errors) {
        let near = self
            .unfilled
            .iter()
            .position(|wanted| is_near(name, wanted));
        if let Some(at) = near {
            let wanted = self.unfilled.remove(at);
            errors.at(parameter.name, format!("`{name}` is not in the path; did you mean `{wanted}`, which fills `{{{wanted}}}`?"));
        } else if self.template.is_some_and(|template| !template.is_broken) {
            let markers: Vec<String> = MARKERS
                .iter()
                .map(|marker| format!("`{}`", marker.example))
                .collect();
            errors.at(parameter.name, format!("`{name}` is neither in the path nor marked; expected `{{{name}}}` in the path or one of {}", markers.join(", ")));
        }
    }

    pub(super) fn refuse_unfilled(self, errors: &mut Errors) {
        let Some(template) = self.template else {
            return;
        };
        for name in self.unfilled {
            errors.at(
                &template.literal,
                format!(
                    "the placeholder `{{{name}}}` has no argument; expected one named `{name}`"
                ),
            );
        }
    }
}

fn is_named(argument: &PatType, name: &str) -> bool {
    matches!(&*argument.pat, Pat::Ident(pat) if pat.ident.unraw() == name)
}

fn is_near(found: &str, wanted: &str) -> bool {
    let flat = |name: &str| name.replace('_', "").to_lowercase();
    strsim::damerau_levenshtein(&flat(found), &flat(wanted)) <= wanted.len() / 4
}
