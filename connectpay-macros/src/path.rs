//! Path templates: `/…/{name}/…`.

mod characters;
mod escapes;
mod origin;
mod placeholder;
mod segment;

use syn::LitStr;

use crate::errors::Errors;

pub(crate) use self::escapes::decoded;
pub(crate) use self::segment::Segment;

/// A template whose every rule was checked; what was wrong is in the errors.
pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) segments: Vec<Segment>,
    /// A rule was broken, so what is missing may only be misspelt.
    pub(crate) is_broken: bool,
}

impl Template {
    /// Checks the value of `path` or `base`. All that is wrong is reported at
    /// the literal, since stable Rust has no spans inside of one.
    pub(crate) fn parse(literal: &LitStr, errors: &mut Errors) -> Self {
        let text = literal.value();
        let before = errors.count();
        let mut refuse = |message: String| errors.at(literal, message);
        if text.is_empty() {
            refuse("the path is empty; expected one such as \"/baas-sca/user-management/partner/users\"".to_owned());
            return Self {
                literal: literal.clone(),
                segments: Vec::new(),
                is_broken: true,
            };
        }
        let path = origin::without(&text, &mut refuse);
        characters::check(path, &mut refuse);
        // What follows a `?` or `#` was reported with it.
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments = Vec::new();
        for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
            if let Some(segment) = Segment::parse(segment, path, &mut refuse) {
                if matches!(segment, Segment::Placeholder(_)) && segments.contains(&segment) {
                    refuse(format!(
                        "the placeholder `{}` is in the path twice; expected each name once",
                        segment.text()
                    ));
                } else {
                    segments.push(segment);
                }
            }
        }
        Self {
            literal: literal.clone(),
            segments,
            is_broken: errors.count() > before,
        }
    }

    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Placeholder(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }
}
