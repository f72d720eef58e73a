//! The form of the method: `async fn name(&self, …) -> Result<T>;` or
//! `fn name(&self, …) -> Call<T>;`.

mod generics;
mod inferred;
mod qualifiers;
mod receiver;
mod return_type;

use proc_macro2::{Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Receiver, ReturnType, Type};

use crate::errors::Errors;
use crate::item::Method;
use crate::shape::{Returned, itself, names_self, returned};

const FORMS: &str = "expected `async fn … -> Result<T>` or `fn … -> Call<T>`";

/// What the signature is made of, when it has the expected form.
pub(super) struct Form {
    pub(super) receiver: Receiver,
    pub(super) returns: Type,
    pub(super) returns_call: bool,
    /// The `T` of the return type.
    pub(super) answer: Type,
}

pub(super) fn check(method: &Method, errors: &mut Errors) -> Option<Form> {
    qualifiers::check(method, errors);
    generics::check(method, errors);
    inferred::check(method, errors);
    let receiver = receiver::check(method, errors);
    let returned = return_type::check(method, errors);
    let (returns, returns_call, answer) = returned?;
    Some(Form {
        receiver: receiver?,
        returns,
        returns_call,
        answer,
    })
}

/// The `T` of the return type, if it has the expected form.
pub(super) fn answer(method: &Method) -> Option<&Type> {
    let ReturnType::Type(_, ty) = &method.sig.output else {
        return None;
    };
    match returned(ty) {
        Returned::Result(answer) | Returned::Call(answer) => Some(answer),
        Returned::Other => None,
    }
}

/// The `Self` in the answer of a method that does not say what `Self` is.
pub(super) fn caller_as_answer(method: &Method) -> Option<Ident> {
    let says_what_it_is = names_self(&method.sig.generics.where_clause);
    answer(method).filter(|_| !says_what_it_is).and_then(itself)
}

/// Whether a method may be meant to be an endpoint. One with a body is the author's own,
/// and so is one that returns at once what is no answer.
pub(super) fn is_meant(method: &Method) -> bool {
    let returns_answer = match &method.sig.output {
        ReturnType::Type(_, ty) => !matches!(returned(ty), Returned::Other),
        ReturnType::Default => false,
    };
    method.body.is_none() && (returns_answer || method.sig.asyncness.is_some())
}

/// Reports a method that has a body.
pub(super) fn refuse_body(body: &TokenTree, errors: &mut Errors) {
    errors.at(
        first_token(body),
        "the method has a body; expected a method of a trait that ends in `;`, since the macro writes the body",
    );
}

/// A body would be underlined from brace to brace; its beginning is enough.
fn first_token(tokens: &impl ToTokens) -> TokenStream {
    match tokens.to_token_stream().into_iter().next() {
        Some(TokenTree::Group(group)) => {
            let mut brace = Punct::new(';', Spacing::Alone);
            brace.set_span(group.span_open());
            TokenTree::Punct(brace).into()
        }
        Some(token) => token.into(),
        None => TokenStream::new(),
    }
}
