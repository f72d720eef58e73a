//! No argument makes the path of another endpoint: `x:close` in `{id}` must not be what
//! `{id}:close` is for, nor `summary` what `/summary` is for. Which endpoints could be
//! meant is known here, and the runtime compares the finished path with theirs.

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
    for (endpoint, own) in endpoints.iter_mut().zip(&forms) {
        // Most endpoints of a large trait have no argument in their path.
        if endpoint.placeholders.is_empty() {
            continue;
        }
        let others = forms.iter().zip(&paths);
        let siblings = others.filter(|(other, _)| could_become(own, other));
        let mut siblings: Vec<String> = siblings.map(|(_, path)| path.clone()).collect();
        siblings.sort();
        siblings.dedup();
        endpoint.siblings = siblings;
    }
}

/// A segment as the most lenient server reads it.
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
