//! The content of a request (RFC 9110, 6.4): JSON, a form, or bytes as they are.

mod json;
mod none;
mod raw;

pub use self::json::JsonContent;
pub use self::raw::RawBody;

use std::cell::Cell;

use bytes::Bytes;
use serde::Serialize;

use self::none::{Noted, Noting};
use super::finite::{self, Checked, Finite};
use super::query::NOT_A_FORM;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// What writes the body as JSON: every number of it is checked, and a `None` is noted.
pub(super) type JsonSerializer<'a> =
    Checked<Noting<'a, &'a mut serde_json::Serializer<&'a mut Vec<u8>>>, true>;

/// A value behind a pointer that is the same for all types. This is all that rustc compiles
/// anew for each type of body.
pub(super) trait WriteJson {
    fn write(&self, serializer: JsonSerializer<'_>) -> serde_json::Result<()>;
}

/// Any value that serializes.
pub(super) struct Serializable<'a, T: ?Sized>(pub(super) &'a T);

impl<T: Serialize + ?Sized> WriteJson for Serializable<'_, T> {
    fn write(&self, serializer: JsonSerializer<'_>) -> serde_json::Result<()> {
        self.0.serialize(serializer)
    }
}

/// The value as JSON, nothing for `None`, or the reason why it cannot be written as
/// JSON. serde's own message may quote the value, so it is not passed on.
pub(super) fn json(value: &dyn WriteJson) -> Result<Option<Bytes>, &'static str> {
    // Most bodies fit, so the buffer rarely grows.
    let mut json = Vec::with_capacity(512);
    let is_none = &Cell::new(false);
    let mut serializer = serde_json::Serializer::new(&mut json);
    match value.write(Checked(Noting::new(&mut serializer, is_none))) {
        Ok(()) if is_none.get() => Ok(None),
        Ok(()) => Ok(Some(json.into())),
        Err(error) => Err(finite::reason(&error).unwrap_or(
            "cannot be written as JSON: its `Serialize` failed, or a map has keys that are not strings",
        )),
    }
}

/// The value as a form, nothing for `None`, or the reason why it cannot be written as a
/// form.
pub(super) fn form<T: Serialize + ?Sized>(value: &T) -> Result<Option<Bytes>, &'static str> {
    let (value, is_none) = (&Finite::<T, true>(value), &Cell::new(false));
    match serde_html_form::to_string(Noted { value, is_none }) {
        Ok(_) if is_none.get() => Ok(None),
        Ok(form) => Ok(Some(form.into())),
        Err(error) => Err(finite::reason(&error).unwrap_or(NOT_A_FORM)),
    }
}
