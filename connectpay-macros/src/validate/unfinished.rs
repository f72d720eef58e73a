//! What cannot be read.

use crate::errors::Errors;
use crate::item::Unfinished;

/// Leaves an item to rustc, if rustc has certainly refused it.
pub(crate) fn refuse(item: &Unfinished, errors: &mut Errors) {
    match &item.reason {
        Some(reason) => errors.unreadable(reason),
        None => errors.leave_to_rustc(),
    }
}
