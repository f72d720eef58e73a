//! `#[api]` sees every endpoint of its trait. One that it does not see would expand
//! alone, without the trait's `base` and `host` and without the checks of the trait.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{AttrStyle, Attribute, Meta, ReturnType};

use super::Defaults;
use crate::args::EndpointArgs;
use crate::errors::Errors;
use crate::item::{
    Method, RawItem, conditional_cfg, first_marker, is_api, is_method_with_path,
    is_misspelt_endpoint, is_renamed_endpoint, is_unknown_of_library, method_named,
};
use crate::tokens::source_text;

/// Reports an attribute that was meant to be `#[endpoint]`, which may be one under the name of
/// an import.
pub(super) fn refuse_renamed(attr: &Attribute, errors: &mut Errors) {
    let has_other_name = is_method_with_path(attr) || is_misspelt_endpoint(attr);
    let mistake = if matches!(attr.style, AttrStyle::Inner(_)) {
        "`#![…]` is an attribute of the trait around it, and not of the method below it".to_owned()
    } else if is_api(attr) {
        "`#[api]` stands on a method, and belongs on the trait".to_owned()
    } else if is_unknown_of_library(attr) || (has_other_name && !is_renamed_endpoint(attr)) {
        format!(
            "the library has no attribute `#[{}]`",
            source_text(attr.path())
        )
    } else {
        errors.at(attr, RENAMED);
        return;
    };
    let message = match arguments_of(attr) {
        Ok(arguments) => {
            format!("{mistake}; expected `#[connectpay::endpoint({arguments})]`")
        }
        Err(contradiction) => format!("{mistake}, and {contradiction}"),
    };
    errors.at(attr, message);
}

const RENAMED: &str = "this looks like `#[endpoint]` under another name, which `#[api]` does not see, so its `base`, `host` and checks would not hold for it; expected `#[connectpay::endpoint(…)]`";

/// The arguments of the endpoint that an attribute was meant to declare, which may be named
/// for the method; or else what contradicts itself in them.
fn arguments_of(attr: &Attribute) -> Result<String, String> {
    let tokens = match &attr.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(meta) => meta.value.to_token_stream(),
    };
    let named = method_named(attr);
    let named = named.map(|method| (format!("`#[{}]`", source_text(attr.path())), method));
    EndpointArgs::meant_by(tokens, named)
}

/// Reports a method that has all of an endpoint but the attribute.
pub(super) fn refuse_undeclared(method: &Method, defaults: &Defaults, errors: &mut Errors) {
    let auth = if defaults.has_scheme() {
        ""
    } else {
        ", auth = …"
    };
    let declaration = format!("`#[connectpay::endpoint(path = \"/…\"{auth})]`");
    let marker = first_marker(method).map(|attr| attr.path().to_token_stream().to_string());
    let message = if let Some(marker) = marker {
        format!(
            "missing `#[endpoint]` on a method whose argument is marked `#[{marker}]`; expected {declaration} above it"
        )
    } else {
        format!(
            "missing `#[endpoint]` on a method that has the form of an endpoint; expected {declaration} above it, or, if each implementor writes this method, {}",
            of_implementors(method)
        )
    };
    errors.at(&method.sig.ident, message);
}

/// How a method is written that is no endpoint and returns what endpoints do.
fn of_implementors(method: &Method) -> String {
    match &method.sig.output {
        ReturnType::Type(_, ty) if method.sig.asyncness.is_some() => format!(
            "`#[allow(async_fn_in_trait)]` above it or `fn … -> impl core::future::Future<Output = {}>`",
            source_text(ty)
        ),
        _ => "a trait of its own for it, without `#[api]`".to_owned(),
    }
}

/// Reports a macro in the trait, which may make anything.
pub(super) fn refuse_macro(item: &RawItem, errors: &mut Errors) {
    errors.at(&item.tokens, "`#[api]` does not see what a macro in the trait makes, so its `base`, `host` and checks would not hold for it; expected the items themselves, or a macro that makes the whole trait");
}

/// Reports a `#[cfg]` under a condition of its own, and tells whether it did. rustc would
/// remove the endpoint from the trait and not from its constant.
pub(super) fn refuse_conditional_cfg(method: &Method, errors: &mut Errors) -> bool {
    let cfgs = method.attrs.iter();
    let mut cfgs = cfgs.filter_map(|attr| Some((attr, conditional_cfg(attr)?)));
    let Some((attr, plainly)) = cfgs.next() else {
        return false;
    };
    errors.at(attr, format!("`#[api]` does not see a `#[cfg]` inside of a `#[cfg_attr]`, so its constant would list an endpoint that may not be there; expected `#[cfg({plainly})]`, which says the same"));
    true
}

/// Reports `#[endpoint]` under a condition of its own.
pub(super) fn refuse_conditional(attr: &Attribute, errors: &mut Errors) {
    errors.at(
        attr,
        "`#[endpoint]` in a `#[cfg_attr]`, whose condition `#[api]` does not see; expected `#[cfg(…)]` on the method beside a plain `#[endpoint]`",
    );
}
