//! `method`: the HTTP method of an endpoint.

use quote::ToTokens;
use syn::{Ident, Type};

use super::{Defaults, arguments, signature};
use crate::args::{EndpointArgs, Given};
use crate::errors::{Errors, did_you_mean, one_of};
use crate::item::Method;
use crate::model::{HttpMethod, ResponseContent};
use crate::shape::{held, is_unit};
use crate::tokens::source_text;

/// The method, which is POST with content and GET with an answer and no content, unless
/// the author says otherwise. Nothing comes out for one that is misspelt, so that it does
/// not count as several mistakes.
pub(super) fn check(
    args: &EndpointArgs,
    method: &Method,
    defaults: &Defaults,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<HttpMethod> {
    match args.method.and_then(|word| read(word, errors)) {
        Given::Value(known) => Some(known),
        Given::Unusable => None,
        Given::Missing if arguments::has_content(method) => Some(HttpMethod::POST),
        Given::Missing if arguments::may_have_unknown_content(method) => None,
        // It is no answer, which is reported.
        Given::Missing if signature::caller_as_answer(method).is_some() => None,
        Given::Missing => match signature::answer(method).map(held) {
            Some(answer) if is_unit(answer) => {
                errors.at(at, "missing `method`: with neither a body nor an answer, nothing tells what the endpoint does, and a GET would be sent again after a failure; expected one such as `method = POST`");
                None
            }
            Some(answer) if defaults.is_parameter(answer) => {
                let found = source_text(answer);
                errors.at(at, format!("missing `method`: there is no body, and the answer `{found}` may be `()`, so nothing tells what the endpoint does, and a GET would be sent again after a failure; expected one such as `method = GET`"));
                None
            }
            _ => Some(HttpMethod::GET),
        },
    }
}

/// What an endpoint of this method is answered with.
pub(super) fn response_content(
    args: &EndpointArgs,
    method: HttpMethod,
    answer: &Type,
    defaults: &Defaults,
) -> ResponseContent {
    if method == HttpMethod::HEAD {
        ResponseContent::Never
    } else if method == HttpMethod::GET && args.method.is_missing() {
        ResponseContent::Always {
            is_open: defaults.may_depend_on_parameter(answer),
        }
    } else {
        ResponseContent::Perhaps
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
