//! Path templates: `/…/{name}/…`.

mod characters;
mod escapes;
mod notation;
mod origin;
mod placeholder;
mod segment;
mod suffix;

use syn::LitStr;

use self::notation::split_outside_braces;
use crate::errors::Errors;

pub(crate) use self::escapes::decoded;
pub(crate) use self::segment::Segment;

/// What follows the placeholder in a segment of a valid path, if it has one.
pub(crate) fn suffix(segment: &str) -> Option<&str> {
    let (_, suffix) = segment.strip_prefix('{')?.split_once('}')?;
    Some(suffix)
}

/// A template whose every rule was checked; what was wrong is in the errors.
pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) segments: Vec<Segment>,
    /// Whether a slash ends it, as some APIs want it.
    pub(crate) ends_in_slash: bool,
    /// A rule was broken, so what is missing may only be misspelt.
    pub(crate) is_broken: bool,
    /// A dot segment was reported, so the path is another one than it is written.
    pub(crate) has_dot_segment: bool,
}

/// Which part of a path a template is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The `path` of an endpoint whose trait has no `base`.
    Whole,
    /// The `base` of a trait.
    Base,
    /// The `path` of an endpoint behind a `base`, which may be the whole path.
    BehindBase,
}

impl Part {
    /// The `path` of an endpoint.
    pub(crate) fn of_path(without_base: bool) -> Self {
        if without_base {
            Self::Whole
        } else {
            Self::BehindBase
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Base => "`base`",
            Self::Whole | Self::BehindBase => "the path",
        }
    }

    /// What is expected in place of one that has no segment.
    fn expected(self) -> &'static str {
        match self {
            Self::Base => {
                "expected no `base`, or one such as `base = \"/baas-sca/user-management\"`"
            }
            Self::Whole | Self::BehindBase => {
                "expected one such as \"/baas-sca/user-management/partner/users\""
            }
        }
    }
}

impl Template {
    /// Whether this part of a path does not say where the request goes.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.is_broken || self.has_dot_segment
    }

    /// Checks the value of `path` or `base`. All that is wrong is reported at
    /// the literal, since stable Rust has no spans inside of one.
    pub(crate) fn parse(literal: &LitStr, part: Part, errors: &mut Errors) -> Self {
        let text = literal.value();
        let before = errors.count();
        let mut template = Self {
            literal: literal.clone(),
            segments: Vec::new(),
            ends_in_slash: false,
            is_broken: false,
            has_dot_segment: false,
        };
        let mut refuse = |message: String| errors.at(literal, message);
        if !text.is_empty() {
            let path = origin::without(&text, &mut refuse);
            characters::check(path, &mut refuse);
            // What follows a `?` or `#` was reported with it.
            let path = split_outside_braces(path, |c| matches!(c, '?' | '#'));
            let path = path.first().copied().unwrap_or_default();
            template.read(path, part, &mut refuse);
        } else if part != Part::BehindBase {
            refuse(format!("{} is empty; {}", part.name(), part.expected()));
        }
        template.is_broken = errors.count() > before;
        template
    }

    fn read(&mut self, path: &str, part: Part, refuse: &mut impl FnMut(String)) {
        if part != Part::BehindBase && path == "/" {
            refuse(format!("{} is `/` alone; {}", part.name(), part.expected()));
            return;
        }
        let path = match path.strip_suffix('/') {
            Some(without) if part == Part::Base && !without.ends_with('/') => {
                refuse(format!(
                    "`base` ends in a slash, with which each `path` begins; expected {without:?}"
                ));
                without
            }
            _ => path,
        };
        let inner = path.strip_prefix('/').unwrap_or(path);
        let mut texts = split_outside_braces(inner, |c| c == '/');
        if part != Part::Base && texts.last().is_some_and(|last| last.is_empty()) {
            self.ends_in_slash = true;
            texts.pop();
        }
        if texts.iter().any(|text| text.is_empty()) {
            let expected = with_single_slashes(path);
            refuse(format!(
                "the path {path:?} has an empty segment; expected {expected:?}"
            ));
            texts.retain(|text| !text.is_empty());
        }
        let last = texts.len();
        for (number, text) in texts.into_iter().enumerate() {
            self.has_dot_segment |= Segment::is_dots(text);
            let Some(segment) = Segment::parse(text, number + 1 == last, refuse) else {
                continue;
            };
            let name = segment.placeholder();
            if let Some(name) = name.filter(|name| self.placeholders().any(|other| other == *name))
            {
                refuse(format!(
                    "the placeholder `{{{name}}}` is in the path twice; expected each name once"
                ));
            } else {
                self.segments.push(segment);
            }
        }
    }

    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(Segment::placeholder)
    }
}

/// A path with one slash between its segments, and at its end if it has one there.
fn with_single_slashes(path: &str) -> String {
    let mut single = String::new();
    for letter in path.chars() {
        if letter != '/' || !single.ends_with('/') {
            single.push(letter);
        }
    }
    single
}
