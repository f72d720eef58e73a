//! What the docs of a method say of its endpoint, after the author's own words.

use syn::ext::IdentExt as _;

use crate::argument::Argument;
use crate::model::{DefaultHeader, Endpoint};

/// The lines that follow the author's: what is sent with which credentials, whether it
/// is sent again, and where each argument goes.
pub(super) fn of(endpoint: &Endpoint) -> String {
    let mut text = format!(
        " `{} {}`, with {}.",
        endpoint.method.word(),
        endpoint.path,
        endpoint.scheme.credentials()
    );
    if endpoint.once {
        text += " It is declared `once`: it reaches ConnectPay at most once, and is not even sent again after a 401.";
    }
    if endpoint.idempotent {
        text += " It is declared `idempotent`: it may be sent again after an unclear failure.";
    }
    for DefaultHeader { name, .. } in &endpoint.headers {
        text += " It sends the trait's header `";
        text += name;
        text += "`.";
    }
    if !endpoint.arguments.is_empty() {
        text += "\n";
    }
    for Argument { name, location, .. } in &endpoint.arguments {
        text += "\n * `";
        text += &name.unraw().to_string();
        text += "` ";
        text += &location.documented();
    }
    text
}
