//! Where each argument goes: each placeholder of the path takes the argument that fits
//! it, and a marker says it of the others.

use syn::ext::IdentExt as _;
use syn::{Ident, Pat, PatType};

use super::fit::{self, Fit, argument_name, placeholder_name, spelling};
use super::parameter::{Mark, Parameter};
use super::unplaced;
use crate::argument::{Argument, InPath, Location};
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::path::Template;
use crate::shape::{behind_references, is_option};
use crate::validate::Defaults;

/// The placeholders of a path while arguments are found for them.
pub(super) struct Placeholders<'a> {
    template: Option<&'a Template>,
    fits: Vec<Fit<'a>>,
    /// Those for which no argument has been found.
    unfilled: Vec<&'a str>,
    /// What the trait gives. The placeholders of its base were reported.
    defaults: &'a Defaults,
    /// Whether one argument has no place and one placeholder no argument.
    is_lone_pair: bool,
    /// The arguments that go nowhere, and their names.
    unplaced: Vec<(&'a Ident, String)>,
    /// What is nearly the name of a placeholder.
    misspelt: Errors,
    /// Whatever else does not fit.
    unfit: Errors,
}

impl<'a> Placeholders<'a> {
    pub(super) fn new(
        method: &Method,
        parameters: &[Parameter<'_>],
        template: Option<&'a Template>,
        defaults: &'a Defaults,
    ) -> Self {
        let fits =
            template.map_or_else(Vec::new, |template| fit::all(method, parameters, template));
        // A pattern without a name may be what was to fill a placeholder.
        let is_nameless = |argument: &PatType| {
            argument.attrs.is_empty() && !matches!(*argument.pat, Pat::Ident(_))
        };
        // So may an argument whose marker cannot be read.
        let is_unread = |parameter: &Parameter<'_>| {
            let mark = parameter.mark.as_ref();
            mark.is_some_and(Mark::lost_placeholder)
        };
        let unfilled = if method.arguments().any(is_nameless) || parameters.iter().any(is_unread) {
            Vec::new()
        } else {
            let unfit = fits.iter().filter(|fit| fit.arguments.is_empty());
            unfit.map(|fit| fit.placeholder).collect()
        };
        let has_no_place = |parameter: &&Parameter<'_>| {
            let name = parameter.name.unraw().to_string();
            parameter.mark.is_none() && !fits.iter().any(|fit| fit.arguments.contains(&name))
        };
        let is_lone_pair =
            unfilled.len() == 1 && parameters.iter().filter(has_no_place).count() == 1;
        Self {
            template,
            fits,
            unfilled,
            defaults,
            is_lone_pair,
            unplaced: Vec::new(),
            misspelt: Errors::default(),
            unfit: Errors::default(),
        }
    }

    pub(super) fn place(
        &mut self,
        parameter: Parameter<'a>,
        errors: &mut Errors,
    ) -> Option<Argument> {
        let name = parameter.name.unraw().to_string();
        let location = match parameter.mark {
            Some(ref mark) if mark.names_placeholder() => self.named(parameter.mark?)?,
            // What is wrong with the marker was reported.
            Some(mark) if mark.location.is_none() => return None,
            Some(mark) => {
                if let Some(fit) = self.fits_of(&name).next() {
                    let placeholder = fit.placeholder;
                    errors.at(mark.attr, format!("`{name}` is in the path as `{{{placeholder}}}` and marked too; expected one of the two"));
                    return None;
                }
                let location = mark.location?;
                if let Some(mistake) = location.mistake(&name, parameter.ty) {
                    errors.at(mark.attr, mistake);
                    return None;
                }
                location
            }
            None => self.by_name(&parameter, &name)?,
        };
        if location.placeholder().is_some() && is_option(behind_references(parameter.ty)) {
            errors.at(parameter.ty, format!("the path argument `{name}` is an `Option`, but a path has no segment to leave out; expected a value, or two endpoints"));
        }
        Some(Argument {
            attrs: parameter.lints,
            name: parameter.name.clone(),
            ty: parameter.ty.clone(),
            is_open: self.defaults.may_depend_on_parameter(parameter.ty),
            location,
        })
    }

    fn fits_of<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b Fit<'a>> {
        let fits = self.fits.iter();
        fits.filter(move |fit| fit.arguments.iter().any(|argument| argument == name))
    }

    /// The place of an argument that names its placeholder.
    fn named(&mut self, mark: Mark<'_>) -> Option<Box<dyn Location>> {
        let location = mark.location?;
        let wanted = location.placeholder()?;
        let all: Vec<&str> = self.fits.iter().map(|fit| fit.placeholder).collect();
        if all.contains(&wanted) {
            return Some(location);
        }
        if self.template.is_some_and(|template| !template.is_broken) {
            let (expected, hint) = match all.as_slice() {
                [] => ("one in the path".to_owned(), String::new()),
                [only] => (format!("`#[path({only:?})]`"), String::new()),
                _ => (one_of(&all), did_you_mean(wanted, &all)),
            };
            self.unfit.at(
                mark.attr,
                format!("the path has no placeholder `{{{wanted}}}`; expected {expected}{hint}"),
            );
        }
        None
    }

    /// The place of an argument without a marker.
    fn by_name(&mut self, parameter: &Parameter<'a>, name: &str) -> Option<Box<dyn Location>> {
        let fits: Vec<(&str, Option<String>)> = self
            .fits_of(name)
            .map(|fit| (fit.placeholder, fit.arguments.first().cloned()))
            .collect();
        match fits.as_slice() {
            [] => {
                self.refuse_unplaced(parameter, name);
                None
            }
            [(placeholder, Some(first))] if first != name => {
                self.unfit.at(parameter.name, format!("`{first}` and `{name}` both fit `{{{placeholder}}}`; expected `#[path(\"{placeholder}\")]` on the one that fills it"));
                None
            }
            [(placeholder, _)] => Some(Box::new(InPath {
                placeholder: (*placeholder).to_owned(),
            })),
            [(first, _), (second, _), ..] => {
                self.unfit.at(parameter.name, format!("`{name}` fits both `{{{first}}}` and `{{{second}}}`; expected `#[path(\"{first}\")]` or `#[path(\"{second}\")]` on it"));
                None
            }
        }
    }

    /// Reports an argument that goes nowhere: as a misspelt placeholder, if there is one
    /// that it may have been meant for.
    fn refuse_unplaced(&mut self, parameter: &Parameter<'a>, name: &str) {
        let taken = self.fits.iter().find_map(|fit| {
            let by = fit.arguments.first()?;
            (spelling(fit.placeholder) == spelling(name)).then_some((fit.placeholder, by))
        });
        if let Some((placeholder, by)) = taken {
            self.unfit.at(parameter.name, format!("`{{{placeholder}}}` is filled by `{by}` already; expected one argument for each placeholder, and a marker on the others"));
            return;
        }
        let slips = usize::from(self.is_lone_pair);
        let near = self
            .unfilled
            .iter()
            .position(|wanted| is_near(name, wanted, slips));
        if self
            .defaults
            .base_placeholders
            .iter()
            .any(|taken| spelling(taken) == spelling(name))
        {
            return;
        }
        if let Some(at) = near {
            let wanted = self.unfilled.remove(at);
            // Who writes arguments in the spelling of the path means to go on so.
            let meant = if name.contains(char::is_uppercase) && wanted.contains(char::is_uppercase)
            {
                wanted.to_owned()
            } else {
                argument_name(wanted)
            };
            self.misspelt.at(parameter.name, format!("`{name}` is not in the path; did you mean `{meant}`, which fills `{{{wanted}}}`, or `{{{}}}` in the path?", placeholder_name(name, wanted)));
        } else if let (true, Some(wanted)) = (self.is_lone_pair, self.unfilled.pop()) {
            self.unfit.at(parameter.name, format!("`{name}` is not in the path, whose `{{{wanted}}}` has no argument; expected `{{{name}}}` in the path, or `#[path(\"{wanted}\")]` on the argument"));
        } else if self.template.is_some_and(|template| !template.is_broken) {
            self.unplaced.push((parameter.name, name.to_owned()));
        }
    }

    /// Reports what was not placed and what was not filled. One placeholder that is missing,
    /// or yet to be typed, may leave several arguments without a place; a broken path may
    /// leave all of them.
    pub(super) fn finish(mut self, errors: &mut Errors) {
        unplaced::refuse(&self.unplaced, &mut self.unfit);
        let Some(template) = self.template else {
            return;
        };
        if template.is_broken {
            return;
        }
        for name in self.unfilled {
            let argument = argument_name(name);
            let plain = argument.trim_start_matches("r#");
            let fills = self
                .fits
                .iter()
                .find(|fit| fit.arguments.iter().any(|it| it == plain));
            let expected = match fills {
                Some(other) => format!(
                    "one marked `#[path({name:?})]`, since `{argument}` fills `{{{}}}`",
                    other.placeholder
                ),
                None => format!("one named `{argument}`"),
            };
            self.unfit.at(
                &template.literal,
                format!("the placeholder `{{{name}}}` has no argument; expected {expected}"),
            );
        }
        if self.misspelt.is_empty() {
            self.unfit.keep_first(1);
            errors.append(self.unfit);
        } else {
            errors.append(self.misspelt);
        }
    }
}

/// Whether one name may have been meant for another: a letter in four may be wrong, and
/// as many as `slips` in a short name.
fn is_near(found: &str, wanted: &str, slips: usize) -> bool {
    let distance = strsim::damerau_levenshtein(&spelling(found), &spelling(wanted));
    distance <= slips.max(wanted.len() / 4)
}
