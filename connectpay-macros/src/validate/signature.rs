//! The form of the method: `async fn name(&self, …) -> Result<T>;` or
//! `fn name(&self, …) -> Call<T>;`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Safety, Type, Visibility};

use crate::errors::Errors;
use crate::item::Method;
use crate::shape::{Returned, borrows, impl_trait, returned};
use crate::tokens::source_text;

/// What the signature is made of, when it has the expected form.
pub(super) struct Form {
    pub(super) receiver: Receiver,
    pub(super) returns: Type,
    pub(super) returns_call: bool,
    /// The `T` of the return type.
    pub(super) answer: Type,
}

const FORMS: &str = "expected `async fn … -> Result<T>` or `fn … -> Call<T>`";

pub(super) fn check(method: &Method, errors: &mut Errors) -> Option<Form> {
    check_qualifiers(method, errors);
    check_generics(method, errors);
    let receiver = receiver(method, errors);
    let returned = return_type(method, errors);
    if let Some(body) = &method.body {
        errors.at(
            first_token(body),
            "the method has a body; expected a method of a trait that ends in `;`, since the macro writes the body",
        );
    }
    let (returns, returns_call, answer) = returned?;
    Some(Form {
        receiver: receiver?,
        returns,
        returns_call,
        answer,
    })
}

/// A body would be underlined from brace to brace; its beginning is enough.
fn first_token(tokens: &impl ToTokens) -> TokenStream {
    match tokens.to_token_stream().into_iter().next() {
        Some(TokenTree::Group(group)) => {
            let mut brace = proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone);
            brace.set_span(group.span_open());
            TokenTree::Punct(brace).into()
        }
        Some(token) => token.into(),
        None => TokenStream::new(),
    }
}

fn check_qualifiers(method: &Method, errors: &mut Errors) {
    let sig = &method.sig;
    if !matches!(method.vis, Visibility::Inherited) {
        errors.at(&method.vis, "the method has a visibility, which a trait's methods take from the trait; expected none");
    }
    if let Some(token) = &method.default {
        errors.at(
            token,
            "an endpoint cannot be `default`; expected a plain method",
        );
    }
    if let Some(token) = &sig.constness {
        errors.at(token, format!("an endpoint cannot be `const`; {FORMS}"));
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors.at(token, format!("an endpoint cannot be `unsafe`; {FORMS}"));
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, format!("an endpoint cannot be `extern`; {FORMS}"));
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            variadic,
            "an endpoint has no variable arguments; expected named ones",
        );
    }
}

fn check_generics(method: &Method, errors: &mut Errors) {
    let generics = &method.sig.generics;
    let only_lifetimes = generics.lifetimes().count() == generics.params.len();
    if !generics.params.is_empty() && only_lifetimes {
        errors.at(
            &generics.params,
            "an endpoint has no lifetime parameters, since its call borrows nothing; expected references without names",
        );
    } else if !generics.params.is_empty() {
        errors.at(
            &generics.params,
            "an endpoint has no generic parameters, since its answer must be known where it is declared; expected concrete types",
        );
    }
    let types = method.arguments().map(|argument| &*argument.ty);
    let output = match &method.sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    for ty in types.chain(output) {
        if let Some(token) = impl_trait(ty) {
            errors.at(token, "an endpoint has no `impl Trait`, which is a generic parameter; expected a concrete type");
        }
    }
}

fn receiver(method: &Method, errors: &mut Errors) -> Option<Receiver> {
    match method.sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) => {
            let is_plain = receiver.mutability.is_none()
                && matches!(&receiver.kind, ReceiverKind::Reference(_, None, None));
            if is_plain {
                return Some(receiver.clone());
            }
            errors.at(
                receiver,
                format!(
                    "the receiver is `{}`; expected `&self`",
                    source_text(receiver)
                ),
            );
        }
        _ => errors.at(
            &method.sig.ident,
            "the method has no receiver; expected `&self` as its first argument",
        ),
    }
    None
}

fn return_type(method: &Method, errors: &mut Errors) -> Option<(Type, bool, Type)> {
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
                errors.at(
                    ty,
                    format!("the return type is `{}`; {FORMS}", source_text(ty)),
                );
            }
            return None;
        }
    };
    if borrows(answer) {
        errors.at(answer, "the answer borrows, but it outlives what it was read from; expected an owned type, such as `String`");
        return None;
    }
    Some((Type::clone(ty), returns_call, answer.clone()))
}
