//! The attributes of arguments that say where the arguments go.

use syn::{Attribute, Ident, Meta};

use super::location::Location;
use crate::errors::Errors;

pub(crate) struct Marker {
    /// The name of the attribute.
    pub(crate) word: &'static str,
    /// The attribute as messages show it.
    pub(crate) example: &'static str,
    /// Whether the argument is the content of the request (RFC 9110, 6.4).
    pub(crate) is_content: bool,
    pub(crate) read: Read,
}

/// Reads the attribute of an argument and reports what is wrong with it. The argument
/// has no name where it is a pattern.
type Read = fn(&Attribute, Option<&Ident>, &mut Errors) -> Option<Box<dyn Location>>;

impl Marker {
    /// Whether an attribute is this marker.
    pub(crate) fn is(&self, attr: &Attribute) -> bool {
        attr.path().is_ident(self.word)
    }
}

/// Reports what stands in the parentheses of a marker that takes nothing.
pub(super) fn check_bare(attr: &Attribute, word: &str, errors: &mut Errors) -> Option<()> {
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(());
    }
    errors.at(
        attr,
        format!("`#[{word}]` takes nothing; expected `#[{word}]` alone"),
    );
    None
}
