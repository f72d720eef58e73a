//! The return type: `Result<T>` of an `async fn`, or `Call<T>`.

use quote::ToTokens as _;
use syn::{ReturnType, Type};

use super::{FORMS, caller_as_answer};
use crate::errors::Errors;
use crate::item::Method;
use crate::shape::{
    Response, Returned, borrows, impl_trait, is_read_from_numbers, last_segment, response,
    returned, returned_twice, sized_instead, sole_argument, without_answer,
};
use crate::tokens::{find_word, source_text};

pub(super) fn check(method: &Method, errors: &mut Errors) -> Option<(Type, bool, Type)> {
    let sig = &method.sig;
    let ReturnType::Type(_, ty) = &sig.output else {
        let expected = if sig.asyncness.is_some() {
            "`-> Result<()>`"
        } else {
            "`-> Call<()>`"
        };
        errors.at(
            &sig.ident,
            format!(
                "the method has no return type; expected {expected} if the answer is of no interest"
            ),
        );
        return None;
    };
    let (returns_call, answer) = match (returned(ty), &sig.asyncness) {
        (Returned::Result(answer), Some(_)) => (false, answer),
        (Returned::Call(answer), None) => (true, answer),
        (Returned::Call(_), Some(asyncness)) => {
            errors.at(
                asyncness,
                format!("an `async fn` that returns `Call`, which is a future itself; {FORMS}"),
            );
            return None;
        }
        (Returned::Result(_), None) => {
            errors.at(
                sig.fn_token,
                format!("the method is not `async` and does not return `Call`; {FORMS}"),
            );
            return None;
        }
        (Returned::Other, _) => {
            // `impl Trait` has its own message.
            if impl_trait(ty).is_none() {
                errors.at(ty, without_failure(ty, sig.asyncness.is_some()));
            }
            return None;
        }
    };
    if let Some(itself) = caller_as_answer(method) {
        errors.at(itself, "`Self` is what calls the endpoint, such as `Client`, and no answer is read as that; expected the type of the answer");
        return None;
    }
    if let Some(mistake) = no_answer(ty, answer) {
        errors.at(answer, mistake);
        return None;
    }
    Some((Type::clone(ty), returns_call, answer.clone()))
}

/// What is wrong with a type that cannot be an answer, as far as it shows.
fn no_answer(returned: &Type, answer: &Type) -> Option<String> {
    let found = source_text(answer);
    if returned_twice(returned, answer).is_some() {
        return Some(format!(
            "the answer is a `{found}`, but the call itself can fail already; expected `-> {found}`"
        ));
    }
    if borrows(answer) {
        return Some("the answer borrows, but it outlives what it was read from; expected an owned type, such as `String`".to_owned());
    }
    if is_read_from_numbers(answer) {
        return Some(format!(
            "the answer `{found}` is read from a JSON list of numbers, and not from the body as it is; expected `bytes::Bytes`, which is the body as it is, or `Vec<u16>` for a list of numbers"
        ));
    }
    if let Some(expected) = sized_instead(answer) {
        return Some(format!(
            "the answer `{found}` has no size that is known, so no call can give it; expected {expected}"
        ));
    }
    let Response { content } = response(answer)?;
    let content = content.map_or_else(
        || "the type of the content".to_owned(),
        |content| format!("`{}`", source_text(content)),
    );
    Some(format!(
        "an endpoint answers with the content of the response; expected {content}, and `.with_response()` on a call of which the status and the headers are wanted too"
    ))
}

/// What is wrong with a return type that is neither `Result` nor `Call`.
fn without_failure(ty: &Type, is_async: bool) -> String {
    let found = source_text(ty);
    if let Some(found) = without_answer(ty) {
        return format!(
            "`{found}` does not say what the answer is; expected `{found}<T>`, or `{found}<()>` if the answer is of no interest"
        );
    }
    let renamed = last_segment(ty).filter(|last| {
        let name = last.ident.to_string();
        ["Result", "Res", "Call"]
            .iter()
            .any(|end| name.ends_with(end))
    });
    let is_future = find_word(ty.to_token_stream(), "Future").is_some();
    if is_future {
        format!("the return type is `{found}`, but the macro makes the future itself; {FORMS}")
    } else if let Some(renamed) = renamed {
        let answer = sole_argument(renamed).map(source_text);
        let expected = answer.map_or_else(
            || FORMS.to_owned(),
            |answer| {
                format!("expected `async fn … -> Result<{answer}>` or `fn … -> Call<{answer}>`")
            },
        );
        format!(
            "the return type is `{found}`, and the macro knows `Result` and `Call` by these names alone; {expected}"
        )
    } else if is_async {
        format!("the return type is `{found}`, but every call can fail; expected `Result<{found}>`")
    } else {
        format!(
            "the return type is `{found}`, but a call takes time and can fail; expected `async fn … -> Result<{found}>` or `fn … -> Call<{found}>`"
        )
    }
}
