//! What a trait gives to its endpoints.

use super::{auth, base, default_headers, host};
use crate::args::{ApiArgs, Given};
use crate::errors::Errors;
use crate::item::{ApiTrait, Item};
use crate::model::{DefaultHeader, Host, Scheme};
use crate::path::Template;
use crate::runtime_path::RuntimePath;

/// What a trait gives to its endpoints; nothing for an endpoint alone.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) base: Given<Template>,
    /// What the base has though it must not, which was reported.
    pub(crate) base_placeholders: Vec<String>,
    pub(crate) scheme: Given<Scheme>,
    pub(crate) host: Option<Host>,
    pub(crate) headers: Vec<DefaultHeader>,
    pub(crate) runtime: RuntimePath,
}

impl Defaults {
    /// Checks the arguments of `#[api]` on a trait.
    pub(crate) fn new(args: ApiArgs, item: &ApiTrait, errors: &mut Errors) -> Self {
        let runtime = args.runtime.or_else(|| {
            let mut paths = item.items.iter().filter_map(Item::path_of_endpoint);
            paths
                .find_map(RuntimePath::beside)
                .or_else(RuntimePath::beside_this_attribute)
        });
        let mut base_placeholders = Vec::new();
        let base = args.base.and_then(|base| {
            let (template, placeholders) = base::check(base, errors);
            base_placeholders = placeholders;
            Some(template)
        });
        Self {
            base,
            base_placeholders,
            scheme: args.auth.and_then(|auth| auth::scheme(auth, errors)),
            host: args.host.and_then(|host| host::check(&host, errors)),
            headers: default_headers::check(&args.headers, errors),
            runtime: runtime.unwrap_or_default(),
        }
    }
}
