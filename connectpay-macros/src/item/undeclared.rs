//! A method that has all of an endpoint but its attribute.
//!
//! A trait may have methods that only its implementors give, and of them one alone tells
//! nothing. But a forgotten attribute leaves the trait without any impl, so rustc would
//! report every use of the other endpoints, and the forgotten one nowhere.

use syn::{Attribute, FnArg, Ident, ReturnType, Type};

use super::attributes::is_built_in;
use super::method::Method;
use super::trait_item::Item;
use super::unfinished::Unfinished;
use crate::shape::{Returned, bare, names_self, returned, sole_argument};
use crate::word;

/// Finds the methods without a body that can be told from endpoints by nothing but the
/// attribute, in a trait that asks for nothing else. If it does, its author implements it,
/// and rustc says there what is missing.
pub(super) fn find(items: &mut [Item], attrs: &[Attribute]) {
    let is_async_trait = |attr: &Attribute| word::is_last(attr.path(), "async_trait");
    if attrs.iter().any(is_async_trait) {
        return;
    }
    let mut found = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match item {
            Item::Other(item) if item.is_required => {
                let method = syn::parse2::<Method>(item.tokens.clone()).ok();
                let Some(method) = method.filter(has_form) else {
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
/// `fn name(&self, …) -> Call<T>`, with the names that the library gives to these types.
fn has_form(method: &Method) -> bool {
    let sig = &method.sig;
    let has_receiver = matches!(sig.inputs.first(), Some(FnArg::Receiver(_)));
    let ReturnType::Type(_, ty) = &sig.output else {
        return false;
    };
    returns_answer(method)
        && may_be_ours(ty)
        && has_receiver
        && method.body.is_none()
        && sig.generics.params.is_empty()
        && !names_self(ty)
        && method.attrs.iter().all(is_built_in)
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

/// Whether `Result` or `Call` is imported, or is the library's by its path, and is not
/// given an error of the author's own.
fn may_be_ours(ty: &Type) -> bool {
    let Type::Path(path) = bare(ty) else {
        return false;
    };
    let names: Vec<&Ident> = path.path.segments.iter().map(|it| &it.ident).collect();
    let is_known = match names.as_slice() {
        [_] => true,
        [first, _] => *first == "connectpay",
        _ => false,
    };
    is_known && path.path.segments.last().and_then(sole_argument).is_some()
}
