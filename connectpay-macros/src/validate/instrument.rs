//! Nothing makes a span of the method, which is over before anything is sent.

use crate::errors::Errors;
use crate::item::{Method, is_instrument};
use crate::word;

pub(super) fn check(method: &Method, errors: &mut Errors) {
    for attr in method.attrs.iter().filter(|attr| is_instrument(attr)) {
        let name = attr.path().segments.last();
        let name = name.filter(|last| !word::is(&last.ident, "cfg_attr"));
        let name = name.map_or_else(|| "instrument".to_owned(), |last| last.ident.to_string());
        errors.at(attr, format!("`#[{name}]` would time the building of the request alone, and record the arguments; expected none, since each call has the span `connectpay`, which lasts until the answer and shows the method's name"));
    }
}
