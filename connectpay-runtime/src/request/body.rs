//! Bodies: JSON and forms.

use serde::Serialize;

use super::query::NOT_A_FORM;

pub(super) const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The body as JSON, or why the value cannot be written so. serde's own message may
/// quote the value, so it is not passed on.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, &'static str> {
    // Most bodies fit, so their buffer never grows.
    let mut json = Vec::with_capacity(512);
    match serde_json::to_writer(&mut json, value) {
        Ok(()) => Ok(json),
        Err(_) => Err(
            "cannot be written as JSON: its `Serialize` failed, or a map has keys that are not strings",
        ),
    }
}

/// The body as a form, or why the value cannot be written so.
pub(super) fn form<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, &'static str> {
    match serde_html_form::to_string(value) {
        Ok(form) => Ok(form.into_bytes()),
        Err(_) => Err(NOT_A_FORM),
    }
}
