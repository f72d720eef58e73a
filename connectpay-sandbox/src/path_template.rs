//! Templates of paths, in which a segment in braces stands for any.

/// Whether the segments of a path match those of the template, in which a segment in
/// braces stands for any.
pub(crate) fn fits(template: &str, path: &str) -> bool {
    let (mut expected, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return true,
            (Some(expected), Some(found)) if expected == found || is_filled(expected, found) => {}
            _ => return false,
        }
    }
}

/// Whether a segment matches a placeholder of the template and the suffix that follows
/// it, as in `{id}:close`.
fn is_filled(expected: &str, found: &str) -> bool {
    let placeholder = expected.strip_prefix('{');
    let suffix = placeholder.and_then(|rest| rest.split_once('}'));
    suffix.is_some_and(|(_, suffix)| found.len() > suffix.len() && found.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_its_template_segment_by_segment() {
        let template = "/sandbox/client/payments/{paymentOrderNo}";
        assert!(fits(template, "/sandbox/client/payments/s-1"));
        for other in [
            "/sandbox/client/payments",
            "/sandbox/client/payments/s-1/x",
            "/sandbox/client/accounts/s-1",
            "/",
            "",
        ] {
            assert!(!fits(template, other), "{other}");
        }
        assert!(fits("/partner/{id}:close", "/partner/1:close"));
        assert!(!fits("/partner/{id}:close", "/partner/1"));
    }
}
