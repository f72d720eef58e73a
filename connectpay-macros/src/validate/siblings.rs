//! No argument makes the path of another endpoint: `x:close` in `{id}` must not be what
//! `{id}:close` is for, nor `summary` what `/summary` is for. Which endpoints could be
//! meant is known here, and the runtime compares the finished path with theirs.

use std::collections::HashMap;

use crate::model::Endpoint;
use crate::path::{decoded, suffix};

/// Tells each endpoint of a trait which paths an argument could make of its own.
pub(super) fn find(endpoints: &mut [Endpoint]) {
    let forms: Vec<Vec<Form>> = endpoints
        .iter()
        .map(|endpoint| endpoint.path.split('/').map(Form::of).collect())
        .collect();
    let paths: Vec<String> = endpoints
        .iter()
        .map(|endpoint| endpoint.path.clone())
        .collect();
    let starts = Starts::of(&forms);
    for (endpoint, own) in endpoints.iter_mut().zip(&forms) {
        // Most endpoints of a large trait have no argument in their path.
        if endpoint.placeholders.is_empty() {
            continue;
        }
        let others = starts.like(own).filter_map(|place| {
            let is_sibling = could_become(own, forms.get(place)?);
            is_sibling.then(|| paths.get(place).cloned())?
        });
        let mut siblings: Vec<String> = others.collect();
        siblings.sort();
        siblings.dedup();
        endpoint.siblings = siblings;
    }
}

/// The places of the paths by their length and the literal segments that they begin with,
/// since a large trait has too many paths to compare each with all.
#[derive(Default)]
struct Starts<'a> {
    /// Those that have at least these literals in front.
    beginning: HashMap<(usize, &'a [Form]), Vec<usize>>,
    /// Those that have a placeholder behind these literals, or nothing.
    whole: HashMap<(usize, &'a [Form]), Vec<usize>>,
}

impl<'a> Starts<'a> {
    fn of(all: &'a [Vec<Form>]) -> Self {
        let mut starts = Self::default();
        for (place, forms) in all.iter().enumerate() {
            let (length, literals) = (forms.len(), literals(forms));
            for start in prefixes(literals) {
                let places = starts.beginning.entry((length, start));
                places.or_default().push(place);
            }
            let places = starts.whole.entry((length, literals));
            places.or_default().push(place);
        }
        starts
    }

    /// The paths whose literals in front do not differ from those of this one.
    fn like(&self, own: &'a [Form]) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let (length, literals) = (own.len(), literals(own));
        let shorter = prefixes(literals).filter(|start| start.len() < literals.len());
        let shorter = shorter.filter_map(move |start| self.whole.get(&(length, start)));
        let others = self.beginning.get(&(length, literals));
        shorter.chain(others).flatten().copied()
    }
}

/// The segments before the first placeholder.
fn literals(forms: &[Form]) -> &[Form] {
    let first = forms.iter().position(|form| form.is_placeholder);
    forms.get(..first.unwrap_or(forms.len())).unwrap_or(forms)
}

/// The first segments, from none to all of these.
fn prefixes(forms: &[Form]) -> impl Iterator<Item = &[Form]> {
    (0..=forms.len()).filter_map(|length| forms.get(..length))
}

/// A segment as the most lenient server reads it.
#[derive(PartialEq, Eq, Hash)]
struct Form {
    is_placeholder: bool,
    /// The whole of a literal segment, or what follows the placeholder.
    text: String,
}

impl Form {
    fn of(segment: &str) -> Self {
        let suffix = suffix(segment);
        Self {
            is_placeholder: suffix.is_some(),
            text: decoded(suffix.unwrap_or(segment)).to_ascii_lowercase(),
        }
    }
}

/// Whether some argument makes the path of `other` of a template, and not every one.
fn could_become(own: &[Form], other: &[Form]) -> bool {
    let mut depends_on_argument = false;
    own.len() == other.len()
        && own.iter().zip(other).all(|(own, other)| {
            match (own.is_placeholder, other.is_placeholder) {
                (false, false) => own.text == other.text,
                (false, true) => own.text.ends_with(&other.text),
                (true, is_placeholder) => {
                    depends_on_argument |= !is_placeholder || own.text.len() < other.text.len();
                    other.text.ends_with(&own.text)
                        || (is_placeholder && own.text.ends_with(&other.text))
                }
            }
        })
        && depends_on_argument
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{Form, Starts, could_become};

    fn path() -> impl Strategy<Value = String> {
        const SEGMENTS: &[&str] = &[
            "a",
            "A",
            "b",
            "a.pdf",
            "a:close",
            "{x}",
            "{x}.pdf",
            "{x}:close",
        ];
        vec(select(SEGMENTS), 1..5).prop_map(|segments| segments.join("/"))
    }

    proptest! {
        #[test]
        fn no_path_that_an_argument_could_make_is_missed_in_a_large_trait(
            paths in vec(path(), 1..40),
        ) {
            let form = |path: &String| path.split('/').map(Form::of).collect();
            let forms: Vec<Vec<Form>> = paths.iter().map(form).collect();
            let starts = Starts::of(&forms);
            for (own, path) in forms.iter().zip(&paths) {
                let is_sibling = |place: &usize| could_become(own, &forms[*place]);
                let mut found: Vec<usize> = starts.like(own).filter(is_sibling).collect();
                found.sort_unstable();
                let all: Vec<usize> = (0..forms.len()).filter(is_sibling).collect();
                prop_assert_eq!(found, all, "{}", path);
            }
        }
    }
}
