//! `method`: the HTTP method of an endpoint.

use syn::Ident;

use super::arguments;
use crate::args::{EndpointArgs, Given};
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::model::HttpMethod;

/// The method, which is POST with content and GET without it unless the author says
/// otherwise. Nothing comes out for one that is misspelt, so that it does not count as
/// several mistakes.
pub(super) fn check(
    args: &EndpointArgs,
    method: &Method,
    errors: &mut Errors,
) -> Option<HttpMethod> {
    match args.method.and_then(|word| read(word, errors)) {
        Given::Value(known) => Some(known),
        Given::Unusable => None,
        Given::Missing if arguments::has_content(method) => Some(HttpMethod::POST),
        Given::Missing => Some(HttpMethod::GET),
    }
}

fn read(word: &Ident, errors: &mut Errors) -> Option<HttpMethod> {
    let found = word.to_string();
    let method = HttpMethod::from_word(&found);
    if method.is_none() {
        let words = HttpMethod::words();
        let hint = did_you_mean(&found, &words);
        errors.at(
            word,
            format!(
                "unknown method `{found}`; expected {}{hint}",
                one_of(&words)
            ),
        );
    }
    method
}
