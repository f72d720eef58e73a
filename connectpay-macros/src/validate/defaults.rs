//! What a trait gives to its endpoints.

use quote::ToTokens as _;
use syn::{Ident, LitStr, PathSegment, Type};

use super::{auth, base, default_headers, host};
use crate::args::{ApiArgs, Given};
use crate::errors::Errors;
use crate::item::{ApiTrait, Item};
use crate::model::{DefaultHeader, Host, Scheme};
use crate::path::Template;
use crate::runtime_path::RuntimePath;
use crate::shape::{bare, names_self};
use crate::tokens::find_word;

/// What a trait gives to its endpoints; nothing for an endpoint alone.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) base: Given<Template>,
    /// What the base has though it must not, which was reported.
    pub(crate) base_placeholders: Vec<String>,
    pub(crate) scheme: Given<Scheme>,
    /// The word of the attribute that says it.
    pub(super) scheme_word: Option<Ident>,
    pub(crate) host: Option<Host>,
    pub(crate) headers: Vec<DefaultHeader>,
    pub(crate) runtime: RuntimePath,
    pub(super) reported: Reported,
    /// The paths and methods of all endpoints, as they are written.
    pub(super) paths: Vec<(String, Option<Ident>)>,
    /// The type parameters of the trait, which an endpoint alone does not show.
    parameters: Option<Vec<Ident>>,
}

/// What was reported of the trait, which its endpoints do not report.
#[derive(Clone, Copy, Default)]
pub(super) struct Reported {
    /// The scheme of the endpoints that do not say their own is missing or does not fit.
    pub(super) scheme: bool,
    /// The segment that decides the credentials is in no path, or is not alone in the base.
    pub(super) segment: bool,
}

impl Defaults {
    /// Checks the arguments of `#[api]` on a trait. A message about the attribute itself
    /// points at `at`.
    pub(crate) fn new(args: ApiArgs, item: &ApiTrait, at: &Ident, errors: &mut Errors) -> Self {
        let runtime = args.runtime.or_else(|| {
            let mut paths = item.items.iter().filter_map(Item::path_of_endpoint);
            paths
                .find_map(RuntimePath::beside)
                .or_else(RuntimePath::beside_this_attribute)
        });
        let base_text = args.base.value().map(LitStr::value);
        let host = args.host.as_ref();
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
            scheme_word: args.auth.value().cloned(),
            host: host.and_then(|host| host::check(host, base_text.as_deref(), errors)),
            headers: default_headers::check(&args.headers, errors),
            runtime: runtime.unwrap_or_else(|| RuntimePath::of_imported("api", at, errors)),
            reported: Reported::default(),
            paths: Vec::new(),
            parameters: Some(
                item.generics
                    .type_params()
                    .map(|parameter| parameter.ident.clone())
                    .collect(),
            ),
        }
    }

    /// Whether an endpoint without `auth` lacks nothing that is still to be reported.
    pub(super) fn has_scheme(&self) -> bool {
        !self.scheme.is_missing() || self.reported.scheme
    }

    /// Whether a type is whatever those who use or implement the trait make of it: a
    /// parameter, or a type that belongs to one.
    pub(super) fn is_parameter(&self, ty: &Type) -> bool {
        let Type::Path(path) = bare(ty) else {
            return false;
        };
        let first = path.path.segments.first();
        let is_parameter =
            |first: &PathSegment| first.ident == "Self" || self.parameters().contains(&first.ident);
        match &path.qself {
            None => first.is_some_and(is_parameter),
            Some(qself) => self.is_parameter(&qself.ty),
        }
    }

    /// Whether a type parameter, or who implements the trait, may decide which type this is.
    pub(super) fn may_depend_on_parameter(&self, ty: &Type) -> bool {
        let names = |parameter: &Ident| find_word(ty.to_token_stream(), &parameter.to_string());
        self.parameters.is_none()
            || self.parameters().iter().any(|it| names(it).is_some())
            || names_self(ty)
    }

    fn parameters(&self) -> &[Ident] {
        self.parameters.as_deref().unwrap_or_default()
    }
}
