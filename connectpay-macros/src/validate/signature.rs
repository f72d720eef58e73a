//! The form of the method: `async fn name(&self, …) -> Result<T>;` or
//! `fn name(&self, …) -> Call<T>;`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    FnArg, GenericArgument, PathArguments, Receiver, ReceiverKind, ReturnType, Safety, Type,
    Visibility,
};

use crate::errors::Errors;
use crate::item::Method;
use crate::model::bare;

/// What the signature is made of, when it has the expected form.
pub(super) struct Form {
    pub(super) receiver: Receiver,
    pub(super) returns: Type,
    pub(super) returns_call: bool,
    /// The `T` of the return type.
    pub(super) answer: Type,
}

/// The form of a return type.
pub(crate) enum Returned<'a> {
    Result(&'a Type),
    Call(&'a Type),
    Other,
}

const FORMS: &str = "expected `async fn … -> Result<T>` or `fn … -> Call<T>`";

/// The return type alone, for those who need what can be had of a broken method.
pub(crate) fn written(ty: &Type) -> Returned<'_> {
    let Type::Path(path) = bare(ty) else {
        return Returned::Other;
    };
    let Some(last) = path.path.segments.last() else {
        return Returned::Other;
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return Returned::Other;
    };
    let mut arguments = arguments.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(answer)), None) if last.ident == "Result" => {
            Returned::Result(answer)
        }
        (Some(GenericArgument::Type(answer)), None) if last.ident == "Call" => {
            Returned::Call(answer)
        }
        _ => Returned::Other,
    }
}

pub(super) fn check(method: &Method, errors: &mut Errors) -> Option<Form> {
    check_qualifiers(method, errors);
    check_generics(method, errors);
    let receiver = receiver(method, errors);
    let returned = returned(method, errors);
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
    let types = method.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    let output = match &method.sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    for ty in types.chain(output) {
        if let Some(token) = find_impl(ty.to_token_stream()) {
            errors.at(token, "an endpoint has no `impl Trait`, which is a generic parameter; expected a concrete type");
        }
    }
}

fn find_impl(tokens: TokenStream) -> Option<TokenTree> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == "impl" => Some(TokenTree::Ident(ident)),
        TokenTree::Group(group) => find_impl(group.stream()),
        _ => None,
    })
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
                    crate::item::type_name(receiver)
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

fn returned(method: &Method, errors: &mut Errors) -> Option<(Type, bool, Type)> {
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
    let (returns_call, answer) = match (written(ty), &sig.asyncness) {
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
            if find_impl(ty.to_token_stream()).is_none() {
                errors.at(
                    ty,
                    format!(
                        "the return type is `{}`; {FORMS}",
                        crate::item::type_name(ty)
                    ),
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

/// Whether a type has a reference or a lifetime in it that is not `'static`.
fn borrows(ty: &Type) -> bool {
    fn lifetimes(tokens: TokenStream) -> bool {
        let mut after_quote = false;
        tokens.into_iter().any(|token| match token {
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                punct.as_char() == '&'
            }
            TokenTree::Ident(ident) => std::mem::take(&mut after_quote) && ident != "static",
            TokenTree::Group(group) => lifetimes(group.stream()),
            TokenTree::Literal(_) => false,
        })
    }
    lifetimes(ty.to_token_stream())
}
