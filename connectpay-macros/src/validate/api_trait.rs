//! A trait: its head, its items, and its endpoints beside one another.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, LitStr, Meta};

use super::{
    Defaults, async_trait, duplicates, endpoint, misplaced, repeated, shared, siblings,
    supertraits, unfinished, unseen,
};
use crate::args::{EndpointArgs, Given};
use crate::errors::Errors;
use crate::item::{ApiTrait, EndpointItem, Item, Repeated, is_conditional_endpoint};
use crate::model::Endpoint;
use crate::tokens::source_text;

/// Checks a trait, and notes what it has reported of all endpoints at once. The endpoints
/// come out in their order, those that are valid.
pub(crate) fn api_trait(
    item: &ApiTrait,
    defaults: &mut Defaults,
    at: &Ident,
    errors: &mut Errors,
) -> Vec<Endpoint> {
    check_head(item, errors);
    if async_trait::refuse_above_api(item, errors) {
        return Vec::new();
    }
    let declared: Vec<Declared> = item.items.iter().filter_map(Declared::read).collect();
    let all: Vec<&EndpointArgs> = declared.iter().map(|declared| &declared.args).collect();
    let paths = all
        .iter()
        .filter_map(|args| Some((args.path.value()?.value(), args.method.value().cloned())));
    defaults.paths = paths.collect();
    defaults.reported = shared::check(&all, defaults, at, errors);
    let mut declared = declared.into_iter();
    let mut endpoints = Vec::new();
    let repeated = Repeated::among(&item.items);
    for (place, member) in item.items.iter().enumerate() {
        let name = repeated.at(place);
        match member {
            Item::Unfinished(item) => unfinished::refuse(item, errors),
            Item::Endpoint(item) => {
                let declared = declared.next();
                let endpoint = declared.and_then(|it| endpoint_item(item, it, defaults, errors));
                endpoints.extend(endpoint.filter(|_| name.is_none()));
            }
            Item::Misplaced { attr, .. } => misplaced::refuse(attr, errors),
            Item::Renamed { attr, .. } => unseen::refuse_renamed(attr, errors),
            Item::Undeclared(method) => unseen::refuse_undeclared(method, defaults, errors),
            Item::Macro(item) => unseen::refuse_macro(item, errors),
            Item::Other(_) => {}
        }
        if let (Some(name), false) = (name, matches!(member, Item::Unfinished(_))) {
            duplicates::refuse_name(name, errors);
        }
    }
    duplicates::check(&endpoints, errors);
    let mut endpoints: Vec<Endpoint> = endpoints
        .into_iter()
        .map(|(endpoint, _)| endpoint)
        .collect();
    supertraits::check(item, &endpoints, errors);
    siblings::find(&mut endpoints);
    endpoints
}

fn check_head(item: &ApiTrait, errors: &mut Errors) {
    if let Some(token) = &item.unsafety {
        errors.at(token, "an API trait cannot be `unsafe`, since the macro implements it; expected a plain trait");
    }
}

/// The arguments of an endpoint, and what is wrong with them.
struct Declared {
    args: EndpointArgs,
    errors: Errors,
}

impl Declared {
    fn read(item: &Item) -> Option<Self> {
        let Item::Endpoint(item) = item else {
            return None;
        };
        let mut errors = Errors::default();
        let args = args(item.endpoint_attrs.last(), &mut errors);
        Some(Self { args, errors })
    }
}

/// An endpoint and the literal of its path, where messages about the path go.
fn endpoint_item(
    item: &EndpointItem,
    declared: Declared,
    defaults: &Defaults,
    errors: &mut Errors,
) -> Option<(Endpoint, LitStr)> {
    let mut attrs = item.endpoint_attrs.iter();
    let declaration = attrs.next_back();
    repeated::refuse_without_method(attrs, errors);
    let before = errors.count();
    let args = declared.args;
    errors.append(declared.errors);
    let at = attribute_name(declaration);
    let is_hidden = unseen::refuse_conditional_cfg(&item.method, errors);
    let endpoint = endpoint::endpoint_after(before, &args, &item.method, defaults, &at, errors)?;
    if is_hidden {
        return None;
    }
    match args.path {
        Given::Value(path) => Some((endpoint, path)),
        Given::Missing | Given::Unusable => None,
    }
}

fn args(declaration: Option<&Attribute>, errors: &mut Errors) -> EndpointArgs {
    if let Some(conditional) = declaration.filter(|attr| is_conditional_endpoint(attr)) {
        unseen::refuse_conditional(conditional, errors);
        return EndpointArgs::unusable();
    }
    match declaration.map(|attr| &attr.meta) {
        Some(Meta::List(list)) => EndpointArgs::parse(list.tokens.clone(), errors),
        Some(Meta::NameValue(meta)) => {
            let (path, value) = (source_text(&meta.path), source_text(&meta.value));
            errors.at(
                &meta.value,
                format!("`#[endpoint]` takes its keys in parentheses; expected `#[{path}(path = {value})]`"),
            );
            EndpointArgs::unusable()
        }
        Some(Meta::Path(_)) | None => EndpointArgs::parse(TokenStream::new(), errors),
    }
}

/// The last word of the attribute's path, where a message about something missing goes.
fn attribute_name(attr: Option<&Attribute>) -> TokenStream {
    let name: Option<&Ident> = attr
        .and_then(|attr| attr.path().segments.last())
        .map(|last| &last.ident);
    name.to_token_stream()
}
