//! Path and query of the GET, written by hand for speed.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::work::{self, Result};

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(super) fn push_get_target(target: &mut String) -> Result<()> {
    write!(
        target,
        "/example/partner/accounts/{}/transactions/{}",
        utf8_percent_encode(work::ACCOUNT, SEGMENT),
        utf8_percent_encode(work::TRANSACTION, SEGMENT),
    )?;
    let mut separator = '?';
    for (name, value) in [("from", work::FROM), ("to", work::TO)] {
        if let Some(value) = value {
            let value = utf8_percent_encode(value, SEGMENT);
            write!(target, "{separator}{name}={value}")?;
            separator = '&';
        }
    }
    if let Some(limit) = work::LIMIT {
        write!(target, "{separator}limit={limit}")?;
    }
    Ok(())
}
