//! Query parameters (`application/x-www-form-urlencoded`).

mod comma;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

pub(super) use self::comma::push_list;
use super::finite::{self, Finite};

pub(super) const NOT_A_FORM: &str = "cannot be written as `key=value` pairs: expected strings, numbers, lists of them, or a flat struct";

/// Appends every pair to the query that begins at `start`, or says why the value cannot
/// be written as pairs.
pub(super) fn push<T: Serialize + ?Sized>(
    target: &mut String,
    start: usize,
    pairs: &T,
) -> Result<(), &'static str> {
    let mut encoder = form_urlencoded::Serializer::for_suffix(target, start);
    match Finite(pairs).serialize(serde_html_form::Serializer::new(&mut encoder)) {
        Ok(_) => Ok(()),
        Err(error) => Err(finite::reason(&error).unwrap_or(NOT_A_FORM)),
    }
}

pub(super) const REPEATED: &str =
    "has a query parameter of a name that another argument has too; expected each name once";

/// Whether a pair that was added at `end` has the key of an earlier pair in the query
/// that begins at `start`. Equal keys are escaped in the same way.
pub(super) fn repeats_a_key(target: &str, start: usize, end: usize) -> bool {
    let earlier = || keys(target.get(start..end).unwrap_or_default());
    keys(target.get(end..).unwrap_or_default()).any(|key| earlier().any(|other| other == key))
}

fn keys(pairs: &str) -> impl Iterator<Item = &str> {
    pairs
        .split('&')
        .filter_map(|pair| Some(pair.split_once('=')?.0))
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
