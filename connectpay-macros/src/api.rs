//! `#[api]` on a trait: the first and last step of a trait's way.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, LitStr, Meta};

use crate::args::{ApiArgs, EndpointArgs, Given};
use crate::endpoint::SECOND;
use crate::errors::Errors;
use crate::expand::{self, Part};
use crate::fallback;
use crate::item::{ApiTrait, EndpointItem, Item, is_conditional_endpoint};
use crate::model::Endpoint;
use crate::validate::{self, Defaults};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = match syn::parse2::<ApiTrait>(item.clone()) {
        Ok(parsed) => parsed,
        Err(reason) => {
            report_unreadable(item, &reason, &mut errors);
            let errors = errors.into_compile_errors();
            return quote! { #errors #item };
        }
    };
    let args = ApiArgs::parse(args, &mut errors);
    let defaults = Defaults::new(args, &mut errors);
    validate::check_head(&parsed, &mut errors);
    let endpoints = endpoints(&parsed, &defaults, &mut errors);
    if !errors.is_empty() {
        let fallback = fallback::api_trait(&parsed, &defaults.runtime);
        let errors = errors.into_compile_errors();
        return quote! { #fallback #errors };
    }
    let mut valid = endpoints.iter();
    let parts: Vec<Part<'_>> = parsed
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Endpoint(_) => valid.next().map(Part::Endpoint),
            Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => {
                Some(Part::Other(&item.tokens))
            }
            Item::Renamed { .. } => None,
        })
        .collect();
    let shared = validate::shared_scheme(endpoints.iter());
    expand::api_trait(&parsed, &parts, shared, &defaults.runtime)
}

fn report_unreadable(item: &TokenStream, reason: &syn::Error, errors: &mut Errors) {
    let is_keyword = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "trait");
    match item.clone().into_iter().find(is_keyword) {
        Some(keyword) => errors.at(
            keyword,
            format!("`#[api]` cannot read this form of a trait: {reason}; expected `trait Name {{ … }}`"),
        ),
        None => errors.at(
            item.clone().into_iter().next(),
            "`#[api]` stands on something that is not a trait; expected it on a trait whose methods have `#[endpoint]`",
        ),
    }
}

/// The endpoints of a trait, those that are valid.
fn endpoints(parsed: &ApiTrait, defaults: &Defaults, errors: &mut Errors) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    let mut literals: Vec<LitStr> = Vec::new();
    for item in &parsed.items {
        match item {
            Item::Endpoint(item) => {
                let args = endpoint_args(item, errors);
                let at = attribute_name(item.endpoint_attrs.first());
                let endpoint = validate::endpoint(&args, &item.method, defaults, &at, errors);
                if let (Some(endpoint), Given::Value(path)) = (endpoint, args.path) {
                    endpoints.push(endpoint);
                    literals.push(path);
                }
            }
            Item::Misplaced { attr, .. } => validate::check_misplaced(attr, errors),
            Item::Renamed { attr, .. } => validate::refuse_renamed(attr, errors),
            Item::Macro(item) => validate::refuse_macro(item, errors),
            Item::Other(_) => {}
        }
    }
    let pairs: Vec<(&Endpoint, &LitStr)> = endpoints.iter().zip(&literals).collect();
    validate::duplicates(&pairs, errors);
    endpoints
}

fn endpoint_args(item: &EndpointItem, errors: &mut Errors) -> EndpointArgs {
    let mut attrs = item.endpoint_attrs.iter();
    let first = attrs.next();
    for second in attrs {
        errors.at(second, SECOND);
    }
    if let Some(conditional) = first.filter(|attr| is_conditional_endpoint(attr)) {
        errors.at(
            conditional,
            "`#[endpoint]` in a `#[cfg_attr]`, whose condition `#[api]` does not see; expected `#[cfg(…)]` on the method beside a plain `#[endpoint]`",
        );
        return EndpointArgs::unusable();
    }
    match first.map(|attr| &attr.meta) {
        Some(Meta::List(list)) => EndpointArgs::parse(list.tokens.clone(), errors),
        // The string that was meant is reported by the parser, without its `=`.
        Some(Meta::NameValue(meta)) => EndpointArgs::parse(meta.value.to_token_stream(), errors),
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
