//! The content of a request (RFC 9110, 6.4): JSON, a form, or bytes as they are.

mod json;
mod none;
mod raw;

pub use self::json::JsonContent;
pub use self::raw::RawBody;

use std::cell::Cell;

use bytes::Bytes;
use serde::Serialize;

use self::none::Noted;
use super::finite::{self, Finite};
use super::query::NOT_A_FORM;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The value as JSON, nothing for `None`, or the reason why it cannot be written as
/// JSON. serde's own message may quote the value, so it is not passed on.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Option<Bytes>, &'static str> {
    // Most bodies fit, so the buffer rarely grows.
    let mut json = Vec::with_capacity(512);
    let (value, is_none) = (&Finite::<T, true>(value), &Cell::new(false));
    match serde_json::to_writer(&mut json, &Noted { value, is_none }) {
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
