//! A method that has all of an endpoint but its attribute.
//!
//! A trait may have methods that only its implementors give, and of them one alone tells
//! nothing. But a forgotten attribute leaves the trait without any impl, so rustc would
//! report every use of the other endpoints, and the forgotten one nowhere.
//!
//! `Result` may be anyone's. What an endpoint of the same trait returns is the library's, and
//! so is a type that is spelled the same.

use quote::ToTokens as _;
use syn::{Attribute, FnArg, Meta, PathArguments, ReceiverKind, ReturnType, Type};

use super::attributes::is_built_in;
use super::method::Method;
use super::trait_item::Item;
use super::unfinished::Unfinished;
use crate::shape::{Returned, bare, last_segment, names_self, returned, sole_argument};
use crate::tokens::find_word;
use crate::word;

/// Finds the methods without a body that nothing but the attribute tells from the endpoints
/// of the trait, if it asks for nothing else. If it does, its author implements it, and rustc
/// says there what is missing.
pub(super) fn find(items: &mut [Item], attrs: &[Attribute]) {
    let is_async_trait = |attr: &Attribute| word::is_last(attr.path(), "async_trait");
    if attrs.iter().any(is_async_trait) || attrs.iter().any(permits_async) {
        return;
    }
    let of_endpoints: Vec<String> = items.iter().filter_map(of_endpoint).collect();
    let is_of_endpoint = |method: &Method| {
        let name = name_of_returned(method);
        name.is_some_and(|name| of_endpoints.contains(&name))
    };
    let mut found = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match item {
            Item::Other(item) if item.is_required => {
                let method = syn::parse2::<Method>(item.tokens.clone()).ok();
                let Some(method) = method.filter(|it| has_form(it) && is_of_endpoint(it)) else {
                    return;
                };
                found.push((place, method));
            }
            // Nothing follows, so it has taken no method from those that the author implements.
            Item::Unfinished(item) if item.is_attribute_alone => {}
            // An attribute that is being typed may have taken the method which it stands
            // above from those that the author implements.
            Item::Unfinished(_) => return,
            Item::Endpoint(endpoint) if !returns_answer(&endpoint.method) => return,
            Item::Renamed { method, .. } if !returns_answer(method) => return,
            _ => {}
        }
    }
    for (place, method) in found {
        if let Some(item) = items.get_mut(place) {
            *item = Item::Undeclared(Box::new(method));
        }
    }
    for place in 1..items.len() {
        if let Some([above, below]) = items.get_mut(place - 1..=place) {
            join(above, below);
        }
    }
}

/// Joins an attribute to its method where it stands below it, so that one mistake is reported:
/// rustc reports an attribute with nothing below it, and another one belongs to no other method.
fn join(above: &mut Item, below: &mut Item) {
    let Item::Undeclared(method) = above else {
        return;
    };
    match below {
        Item::Unfinished(item) if item.is_attribute_alone => {
            let method = Unfinished::reported((**method).clone());
            *above = Item::Unfinished(Box::new(method));
        }
        Item::Endpoint(endpoint) if endpoint.endpoint_attrs.len() > 1 => {
            endpoint.endpoint_attrs.remove(0);
        }
        _ => {}
    }
}

/// Whether a method is `async fn name(&self, …) -> Result<T>` or
/// `fn name(&self, …) -> Call<T>`, and its author does not say that it is meant to be one
/// without `#[endpoint]`.
fn has_form(method: &Method) -> bool {
    let sig = &method.sig;
    let has_receiver = matches!(
        sig.inputs.first(),
        Some(FnArg::Receiver(receiver)) if receiver.mutability.is_none()
            && matches!(receiver.kind, ReceiverKind::Reference(_, None, None))
    );
    let ReturnType::Type(_, ty) = &sig.output else {
        return false;
    };
    returns_answer(method)
        && last_segment(ty).and_then(sole_argument).is_some()
        && has_receiver
        && method.body.is_none()
        && sig.generics.params.is_empty()
        && !names_self(ty)
        && method.attrs.iter().all(is_built_in)
        && !method.attrs.iter().any(permits_async)
}

/// Whether an attribute is `#[allow(async_fn_in_trait)]` or `#[expect(…)]`, which an author
/// needs above an `async fn` that is no endpoint, and above no other.
fn permits_async(attr: &Attribute) -> bool {
    let levels = ["allow", "expect"];
    let is_level = levels
        .iter()
        .any(|level| word::is_alone(attr.path(), level));
    match &attr.meta {
        Meta::List(list) => {
            is_level && find_word(list.tokens.clone(), "async_fn_in_trait").is_some()
        }
        _ => false,
    }
}

fn returns_answer(method: &Method) -> bool {
    let sig = &method.sig;
    match &sig.output {
        ReturnType::Type(_, ty) => match returned(ty) {
            Returned::Result(_) => sig.asyncness.is_some(),
            Returned::Call(_) => sig.asyncness.is_none(),
            Returned::Other => false,
        },
        ReturnType::Default => false,
    }
}

/// How an endpoint spells the type that it returns.
fn of_endpoint(item: &Item) -> Option<String> {
    match item {
        Item::Endpoint(endpoint) => name_of_returned(&endpoint.method),
        Item::Renamed { method, .. } => name_of_returned(method),
        _ => None,
    }
}

/// The path of the type that a method returns, without the answer in it.
fn name_of_returned(method: &Method) -> Option<String> {
    let ReturnType::Type(_, ty) = &method.sig.output else {
        return None;
    };
    let Type::Path(ty) = bare(ty) else {
        return None;
    };
    let mut path = ty.path.clone();
    path.segments.last_mut()?.arguments = PathArguments::None;
    Some(path.to_token_stream().to_string())
}
