//! The names of methods, of which a trait has each once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use syn::ext::IdentExt as _;
use syn::{Attribute, Ident};

use super::attributes::cfgs;
use super::trait_item::Item;

/// The items that are to be left out because a method of their name is there already: the
/// later one of two, and one that cannot be read. Two methods that are both under `#[cfg]`
/// may be alternatives.
pub(crate) struct Repeated<'a>(HashMap<usize, &'a Ident>);

impl<'a> Repeated<'a> {
    pub(crate) fn among(items: &'a [Item]) -> Self {
        let mut seen: HashMap<String, bool> = HashMap::new();
        let mut repeated = HashMap::new();
        // A name that is being typed may be the beginning of another one.
        let is_unfinished = |item: &Item| matches!(item, Item::Unfinished(_));
        let all = items.iter().enumerate();
        let (unfinished, whole): (Vec<_>, Vec<_>) = all.partition(|(_, item)| is_unfinished(item));
        for (at, item) in whole.into_iter().chain(unfinished) {
            let Some((name, attrs)) = method(item) else {
                continue;
            };
            let is_conditional = cfgs(attrs).next().is_some();
            match seen.entry(name.unraw().to_string()) {
                Entry::Vacant(place) => _ = place.insert(is_conditional),
                Entry::Occupied(first) if *first.get() && is_conditional => {}
                Entry::Occupied(_) => _ = repeated.insert(at, name),
            }
        }
        Self(repeated)
    }

    /// The name of the item at this place, if it is repeated.
    pub(crate) fn at(&self, place: usize) -> Option<&'a Ident> {
        self.0.get(&place).copied()
    }
}

fn method(item: &Item) -> Option<(&Ident, &[Attribute])> {
    let method = match item {
        Item::Endpoint(endpoint) => &endpoint.method,
        Item::Renamed { method, .. } | Item::Undeclared(method) => method,
        Item::Unfinished(item) => &item.method.as_ref()?.method,
        Item::Other(item) => return Some((item.method.as_ref()?, &item.cfgs)),
        Item::Misplaced { .. } | Item::Macro(_) => return None,
    };
    Some((&method.sig.ident, &method.attrs))
}
