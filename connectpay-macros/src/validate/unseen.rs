//! `#[api]` sees every endpoint of its trait. One that it does not see would expand
//! alone, without the trait's `base` and `host` and without the checks of the trait.

use quote::ToTokens as _;
use syn::Attribute;

use crate::errors::Errors;
use crate::item::{Method, RawItem, first_marker};

/// Reports an attribute that may be `#[endpoint]` under the name of an import.
pub(super) fn refuse_renamed(attr: &Attribute, errors: &mut Errors) {
    errors.at(attr, "this looks like `#[endpoint]` under another name, which `#[api]` does not see, so its `base`, `host` and checks would not hold for it; expected `#[connectpay::endpoint(…)]`");
}

/// Reports a method that has all of an endpoint but the attribute.
pub(super) fn refuse_undeclared(method: &Method, errors: &mut Errors) {
    let marker = first_marker(method).map(|attr| attr.path().to_token_stream().to_string());
    errors.at(&method.sig.ident, format!("missing `#[endpoint]` on a method whose argument is marked `#[{}]`; expected `#[connectpay::endpoint(path = \"/…\", auth = …)]` above it", marker.unwrap_or_default()));
}

/// Reports a macro in the trait, which may make anything.
pub(super) fn refuse_macro(item: &RawItem, errors: &mut Errors) {
    errors.at(&item.tokens, "`#[api]` does not see what a macro in the trait makes, so its `base`, `host` and checks would not hold for it; expected the items themselves, or a macro that makes the whole trait");
}

/// Reports `#[endpoint]` under a condition of its own.
pub(super) fn refuse_conditional(attr: &Attribute, errors: &mut Errors) {
    errors.at(
        attr,
        "`#[endpoint]` in a `#[cfg_attr]`, whose condition `#[api]` does not see; expected `#[cfg(…)]` on the method beside a plain `#[endpoint]`",
    );
}
