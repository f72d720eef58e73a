//! An endpoint's name is not that of a method which its callers have by themselves: rustc
//! would call that one, and nothing would be sent.

use syn::ext::IdentExt as _;

use crate::errors::Errors;
use crate::item::Method;
use crate::model::Scheme;

/// The methods of `Client` and of `Session` that take `&self`.
const OF_CLIENT: &[&str] = &["environment", "session", "wait_for_refreshes"];
const OF_SESSION: &[&str] = &["with_psu_ip"];

pub(super) fn check(method: &Method, scheme: Option<Scheme>, errors: &mut Errors) {
    let (caller, names) = match scheme {
        Some(Scheme::Partner) => ("Client", OF_CLIENT),
        Some(Scheme::User) => ("Session", OF_SESSION),
        None => return,
    };
    let name = method.sig.ident.unraw();
    if names.iter().any(|hidden| name == hidden) {
        errors.at(
            &method.sig.ident,
            format!("`{caller}` has a method `{name}` of its own, which would be called instead of the endpoint; expected another name"),
        );
    }
}
