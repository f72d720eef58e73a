//! Query parameters (`application/x-www-form-urlencoded`).

mod comma;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

pub(super) use self::comma::push_list;
use super::finite::{self, Finite};

pub(super) const NOT_A_FORM: &str = "cannot be written as `key=value` pairs: expected strings, numbers, lists of them, or a flat struct";

const NOT_A_VALUE: &str = "is neither one value nor a list of values, as a query parameter is; expected `#[query(flatten)]` in place of `#[query]` for a struct or a map";

/// Appends every pair to the query that begins at `start`, or says why the value cannot
/// be written as pairs.
pub(super) fn push<T: Serialize + ?Sized>(
    target: &mut String,
    start: usize,
    pairs: &T,
) -> Result<(), &'static str> {
    push_or(NOT_A_FORM, target, start, pairs)
}

/// Appends one pair, or one for each element of a list.
pub(super) fn push_value<T: Serialize + ?Sized>(
    target: &mut String,
    start: usize,
    key: &str,
    value: &T,
) -> Result<(), &'static str> {
    push_or(NOT_A_VALUE, target, start, &Entry(key, value))
}

fn push_or<T: Serialize + ?Sized>(
    otherwise: &'static str,
    target: &mut String,
    start: usize,
    pairs: &T,
) -> Result<(), &'static str> {
    let mut encoder = form_urlencoded::Serializer::for_suffix(target, start);
    match Finite::<_, false>(pairs).serialize(serde_html_form::Serializer::new(&mut encoder)) {
        Ok(_) => Ok(()),
        Err(error) => Err(finite::reason(&error).unwrap_or(otherwise)),
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
struct Entry<'a, T: ?Sized>(&'a str, &'a T);

impl<T: Serialize + ?Sized> Serialize for Entry<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}
