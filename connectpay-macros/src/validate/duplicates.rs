//! Each endpoint of a trait is declared once, and so is each name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use syn::{Ident, LitStr};

use crate::errors::Errors;
use crate::item::cfgs;
use crate::model::Endpoint;
use crate::path::{decoded, suffix};

/// Reports a method whose name an earlier one has. rustc would point at `#[api]`, since an
/// expansion begins there.
pub(super) fn refuse_name(name: &Ident, errors: &mut Errors) {
    errors.at(
        name,
        format!("there is a method `{name}` already; expected another name"),
    );
}

/// Reports endpoints that go to the same place. The names of placeholders and
/// the case of escapes make no difference; two endpoints that are both under
/// `#[cfg]` may be alternatives.
pub(super) fn check(endpoints: &[(Endpoint, LitStr)], errors: &mut Errors) {
    let is_conditional = |endpoint: &Endpoint| cfgs(&endpoint.attrs).next().is_some();
    let mut seen: HashMap<_, &Endpoint> = HashMap::new();
    for (endpoint, literal) in endpoints {
        let form: Vec<String> = endpoint
            .path
            .split('/')
            .map(|segment| {
                suffix(segment).map_or_else(|| decoded(segment), |suffix| "{}".to_owned() + suffix)
            })
            .collect();
        match seen.entry((endpoint.method, form)) {
            Entry::Vacant(place) => {
                place.insert(endpoint);
            }
            Entry::Occupied(first) if is_conditional(endpoint) && is_conditional(first.get()) => {}
            Entry::Occupied(first) => {
                let (method, path) = (endpoint.method.word(), &endpoint.path);
                let Endpoint {
                    name, path: other, ..
                } = first.get();
                let respelt = if path == other {
                    String::new()
                } else {
                    format!(" as {other}, and no server can tell the two apart")
                };
                errors.at(
                    literal,
                    format!("{method} {path} is declared by `{name}` already{respelt}; expected each endpoint once"),
                );
            }
        }
    }
}
