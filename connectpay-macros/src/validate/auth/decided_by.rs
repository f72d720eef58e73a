//! `decided_by`: the author's word for which segment decides the credentials, where the
//! path has a placeholder before it or the other scheme's word as data.
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
    let named = scheme(word, errors)?;
    match verdict {
        // The mistake of the path itself is reported.
        Verdict::Neither(_) => Some(verdict),
        Verdict::Takes(scheme) => {
            errors.at(
                word,
                format!(
                    "`decided_by` says what the path says already, since its `{}` segment alone decides; expected none",
                    scheme.segment()
                ),
            );
            None
        }
        Verdict::Both(_) | Verdict::Disguised { .. } | Verdict::BehindPlaceholder(..) => {
            let segments = whole(base, template);
            let (first, named_segment) = (first(&segments)?, named.segment());
            if first == named_segment {
                return Some(Verdict::Takes(named));
            }
            let is_there = segments
                .iter()
                .any(|segment| segment.text() == named_segment);
            let reason = if is_there {
                format!(
                    "but the segment `{first}` stands before it; expected the first of the two, since the word that decides stands before all data"
                )
            } else {
                format!("which is no segment of the path; expected `decided_by = {first:?}`")
            };
            errors.at(
                word,
                format!("`decided_by` names `{named_segment}`, {reason}"),
            );
            None
        }
    }
}

fn scheme(word: &LitStr, errors: &mut Errors) -> Option<Scheme> {
    let found = word.value();
    let scheme = Scheme::ALL
        .into_iter()
        .find(|scheme| scheme.segment() == found);
    if scheme.is_none() {
        errors.at(
            word,
            format!("`decided_by` names {found:?}, which decides no credentials; expected `decided_by = \"partner\"` or `decided_by = \"client\"`"),
        );
    }
    scheme
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
