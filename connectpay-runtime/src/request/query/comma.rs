//! A list as one value with commas: `style: form` with `explode: false` in OpenAPI.

use serde::Serialize;

use super::push_value;

const COMMA: &str = "has an element with a comma, which servers read as two elements; expected elements without commas";

/// Appends `key=a,b,c` to the query that begins at `start`, or says why the value cannot
/// be written so. Nothing is appended for `None` and for an empty list.
pub(in crate::request) fn push_list<T: Serialize + ?Sized>(
    target: &mut String,
    start: usize,
    key: &str,
    value: &T,
) -> Result<(), &'static str> {
    // The pairs of the other style are escaped as these are, commas too.
    let mut pairs = String::new();
    push_value(&mut pairs, 0, key, value)?;
    let mut separator = '=';
    for (key, element) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
        // A server may split the list before it decodes the elements, or after.
        if element.contains("%2C") {
            return Err(COMMA);
        }
        if separator == '=' {
            if target.len() > start {
                target.push('&');
            }
            target.push_str(key);
        }
        target.push(separator);
        target.push_str(element);
        separator = ',';
    }
    Ok(())
}
