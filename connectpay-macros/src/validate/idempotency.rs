//! `idempotent` and `once`: whether a request may be sent again.

use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::model::HttpMethod;

/// Reports `idempotent` where it says nothing, and `once` where it says the opposite.
pub(super) fn check(args: &EndpointArgs, method: Option<HttpMethod>, errors: &mut Errors) {
    let Some(idempotent) = &args.idempotent else {
        return;
    };
    match method.filter(|method| method.is_safe()) {
        Some(safe) => errors.at(
            idempotent,
            format!(
                "`idempotent` on a {}, which always is; expected no `idempotent`",
                safe.word()
            ),
        ),
        None => {
            if let Some(once) = &args.once {
                errors.at(
                    once,
                    "`once` beside `idempotent`, which says that it may be sent again; \
                     expected one of the two",
                );
            }
        }
    }
}
