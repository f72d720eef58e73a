//! A path that has its `base` in it once more: most often the whole path of the reference,
//! behind a base that stands in front of it already.

use super::whole;
use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::model::Scheme;
use crate::path::{Segment, Template};
use crate::validate::Defaults;

/// Reports a path that begins with the whole base, or with the end of it from the segment
/// that decides the credentials. An API may have such a path, so `decided_by` permits it: it
/// says that the first of these segments decides and that the other is data. Tells whether it
/// did.
pub(super) fn refuse(
    base: &Template,
    template: &Template,
    args: &EndpointArgs,
    defaults: &Defaults,
    errors: &mut Errors,
) -> bool {
    let deciding = deciding(base);
    // A broken argument may be the `decided_by` that permits it.
    let is_decided = args.is_broken || !args.decided_by.is_missing();
    let is_permitted = deciding.is_some() && is_decided;
    // What is wrong with either of them is reported.
    if is_permitted || base.is_broken || template.is_broken {
        return false;
    }
    let begins_with = |part: &[Segment]| !part.is_empty() && template.segments.starts_with(part);
    let end = deciding.and_then(|(at, _)| base.segments.get(at..));
    let (repeated, what) = if begins_with(&base.segments) {
        (
            base.segments.as_slice(),
            "the `base` of the trait".to_owned(),
        )
    } else if let Some(end) = end.filter(|end| begins_with(end)) {
        (
            end,
            format!("{:?}, the end of the trait's `base`", text(end)),
        )
    } else {
        return false;
    };
    let mut shortened = text(template.segments.get(repeated.len()..).unwrap_or_default());
    if template.ends_in_slash {
        shortened.push('/');
    }
    let doubled = whole(Some(base), template);
    let as_meant = match deciding {
        Some((_, word)) => format!(
            "`decided_by = {word:?}` in this `#[endpoint(…)]` if the API repeats it, so that the first `{word}` decides and the other is data"
        ),
        None => "the whole paths in a trait without `base` if the API repeats it".to_owned(),
    };
    let expected = match taken(&shortened, args, defaults) {
        None => format!("`path = {shortened:?}`"),
        Some(true) => {
            format!("another path, since `path = {shortened:?}` is another endpoint's")
        }
        Some(false) => {
            format!(
                "`path = {shortened:?}` with another `method` than the endpoint that has it already"
            )
        }
    };
    let expected = format!("{expected}, or {as_meant}");
    errors.at(&template.literal, format!("the path begins with {what}, which stands in front of it already, so the request would go to {doubled:?}; expected {expected}"));
    true
}

/// Whether a path that other endpoints have is certainly one with the method of this endpoint;
/// `None` if no other endpoint with its method can have it.
fn taken(path: &str, args: &EndpointArgs, defaults: &Defaults) -> Option<bool> {
    let own = args.method.value();
    let others = defaults.paths.iter().filter(|(other, _)| other == path);
    let same = others.filter_map(|(_, method)| match (method, own) {
        (Some(method), Some(own)) => (own == method).then_some(true),
        // The method follows from the arguments.
        _ => Some(false),
    });
    same.max()
}

/// The segment of a base that decides the credentials, and its place.
fn deciding(base: &Template) -> Option<(usize, &'static str)> {
    base.segments.iter().enumerate().find_map(|(at, segment)| {
        let Segment::Literal(text) = segment else {
            return None;
        };
        let mut words = Scheme::ALL.into_iter().map(Scheme::segment);
        Some((at, words.find(|word| text == word)?))
    })
}

fn text(segments: &[Segment]) -> String {
    segments
        .iter()
        .fold(String::new(), |path, it| path + "/" + &it.text())
}
