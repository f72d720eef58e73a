//! `header(…)` of a trait: headers that all its endpoints send.

use crate::args::HeaderArg;
use crate::errors::Errors;
use crate::header;
use crate::model::DefaultHeader;

/// Parts of the names of headers whose value belongs to one call. Another payment with the
/// same `Idempotency-Key` would be taken for a repetition of the first.
const OF_ONE_CALL: &[&str] = &["idempoten", "request-id", "correlation-id"];

pub(super) fn check(args: &[HeaderArg], errors: &mut Errors) -> Vec<DefaultHeader> {
    let mut headers: Vec<DefaultHeader> = Vec::new();
    for HeaderArg { name, value } in args {
        let found = name.value();
        let Some(checked) = header::name(name, errors) else {
            continue;
        };
        let spelled = header::with_hyphens(&checked);
        let is_same = |other: &&DefaultHeader| header::with_hyphens(&other.name) == spelled;
        if OF_ONE_CALL.iter().any(|part| spelled.contains(part)) {
            errors.at(name, format!("the header `{found}` belongs to one call, and here all calls would send the same; expected `#[header(\"{found}\")]` on an argument, or `.header(…)` on a call"));
        } else if let Some(other) = headers.iter().find(is_same) {
            let other = &other.name;
            errors.at(name, format!("the header `{found}` is given by the trait as `{other}` already; expected it once"));
        } else if header::is_value(&value.value()) {
            headers.push(DefaultHeader {
                name: checked,
                value: value.value(),
            });
        } else {
            errors.at(value, format!("the value of the header `{found}` cannot be sent; expected printable ASCII without spaces at its ends (RFC 9110, 5.5)"));
        }
    }
    headers
}
