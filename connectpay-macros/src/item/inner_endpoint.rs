//! `#![endpoint(…)]` at the beginning of a trait, which rustc takes for one on the trait itself.

use syn::Attribute;

use super::method::Method;
use super::trait_item::Item;

/// Gives such an attribute to the first method, above which it stands.
pub(super) fn give_to_first(attrs: Vec<Attribute>, items: &mut [Item]) {
    let (Some(attr), Some(first)) = (attrs.into_iter().next(), items.first_mut()) else {
        return;
    };
    let method = match first {
        Item::Undeclared(method) => Some((**method).clone()),
        Item::Other(item) => syn::parse2::<Method>(item.tokens.clone()).ok(),
        _ => None,
    };
    let attr = Box::new(attr);
    match (method, &mut *first) {
        (Some(method), first) if method.body.is_none() => {
            let method = Box::new(method);
            *first = Item::Renamed { attr, method };
        }
        // The attribute was typed where a method is yet to come.
        (_, Item::Endpoint(endpoint)) => endpoint.endpoint_attrs.insert(0, *attr),
        _ => {}
    }
}
