//! Query parameters (`application/x-www-form-urlencoded`).

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

pub(super) const NOT_A_FORM: &str = "cannot be written as `key=value` pairs: expected strings, numbers, lists of them, or a flat struct";

/// Appends every pair to the query that begins at `start`, or says why the value
/// cannot be written so.
pub(super) fn push<T: Serialize + ?Sized>(
    target: &mut String,
    start: usize,
    pairs: &T,
) -> Result<(), &'static str> {
    let mut encoder = form_urlencoded::Serializer::for_suffix(target, start);
    match pairs.serialize(serde_html_form::Serializer::new(&mut encoder)) {
        Ok(_) => Ok(()),
        Err(_) => Err(NOT_A_FORM),
    }
}

/// One `key=value` pair, or one for each element of a list.
pub(super) struct Entry<'a, T: ?Sized>(pub(super) &'a str, pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for Entry<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}
