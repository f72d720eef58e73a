//! `decided_by`: the author's word for which segment decides the credentials, where the
//! path has a placeholder before it, or the same or the other scheme's word as data.
//!
//! In every path that ConnectPay documents, the deciding word stands before all data. So
//! the author may only name the first of the two words, and the runtime refuses what
//! would make a placeholder before it read as the other one.

use syn::LitStr;

use super::verdict::{Verdict, whole};
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::model::Scheme;
use crate::path::{Segment, Template};
use crate::validate::Defaults;

/// What the path says about its credentials, with the word of the author. Nothing comes
/// out where that word was reported, so that it does not count as two mistakes.
pub(super) fn verdict(
    args: &EndpointArgs,
    given: Given<Scheme>,
    defaults: &Defaults,
    template: &Template,
    errors: &mut Errors,
) -> Option<Verdict> {
    let base = defaults.base.value();
    let verdict = Verdict::of(base, template);
    let word = match &args.decided_by {
        Given::Missing => return Some(verdict),
        Given::Unusable => return None,
        Given::Value(word) => word,
    };
    match verdict {
        // The mistake of the path itself is reported.
        Verdict::Neither(_) => Some(verdict),
        // What is wrong with either part is reported, and may be why the word was given.
        Verdict::Takes(_)
            if template.is_unreadable() || base.is_some_and(Template::is_unreadable) =>
        {
            Some(verdict)
        }
        Verdict::Takes(scheme) if !stands_twice(scheme, &whole(base, template)) => {
            errors.at(
                word,
                format!(
                    "`decided_by` says what the path says already, since its `{}` segment alone decides; expected no `decided_by`",
                    scheme.segment()
                ),
            );
            None
        }
        Verdict::Takes(_)
        | Verdict::Both(_)
        | Verdict::Disguised { .. }
        | Verdict::BehindPlaceholder(..) => match decides(word, &whole(base, template), given) {
            Ok(named) => Some(Verdict::Takes(named)),
            Err(mistake) => {
                errors.at(word, mistake);
                None
            }
        },
    }
}

/// The scheme that the author's word decides for, or what is wrong with it.
fn decides(word: &LitStr, segments: &[&Segment], given: Given<Scheme>) -> Result<Scheme, String> {
    let first = first(segments);
    let expected = remedy(first, given);
    let Some(named) = scheme(word) else {
        let found = word.value();
        return Err(format!(
            "`decided_by` names {found:?}, which decides no credentials; expected {expected}"
        ));
    };
    let found = named.segment();
    let mut texts = segments.iter().map(|segment| segment.text());
    match first {
        Some(first) if first == found => Ok(named),
        Some(first) if texts.any(|text| text == found) => Err(format!(
            "`decided_by` names `{found}`, but the segment `{first}` stands before it, and the word that decides stands before all data; expected {expected}"
        )),
        _ => Err(format!(
            "`decided_by` names `{found}`, which is no segment of the path; expected {expected}"
        )),
    }
}

/// Whether the segment of a scheme is in a path twice, so that one of them is data.
fn stands_twice(scheme: Scheme, segments: &[&Segment]) -> bool {
    let texts = segments.iter().map(|segment| segment.text());
    texts.filter(|text| text == scheme.segment()).count() > 1
}

fn scheme(word: &LitStr) -> Option<Scheme> {
    let found = word.value();
    let mut all = Scheme::ALL.into_iter();
    all.find(|scheme| scheme.segment() == found)
}

/// What was expected of a path in which this segment is the first that some server reads as
/// a scheme's: all of it, so that the remedy is not the next mistake.
fn remedy(first: Option<&str>, given: Given<Scheme>) -> String {
    let mut all = Scheme::ALL.into_iter();
    let Some(first) = first else {
        return "`decided_by = \"partner\"` or `decided_by = \"client\"`".to_owned();
    };
    let Some(scheme) = all.find(|scheme| scheme.segment() == first) else {
        return format!("a path without `{first}`, of which servers differ in how they read it");
    };
    let auth = match given {
        Given::Value(given) if given != scheme => format!(" and `auth = {}`", scheme.word()),
        _ => String::new(),
    };
    format!("`decided_by = {first:?}`{auth}")
}

/// The first segment that some server reads as a scheme's.
fn first<'a>(segments: &[&'a Segment]) -> Option<&'a str> {
    segments.iter().find_map(|segment| match segment {
        Segment::Literal(text) => {
            let reading = segment.reading();
            let is_word = Scheme::ALL.iter().any(|scheme| scheme.segment() == reading);
            is_word.then_some(text.as_str())
        }
        Segment::Placeholder { .. } => None,
    })
}
