//! An attribute stands on what it is for.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::Attribute;

use super::mock;
use crate::errors::Errors;

/// Reports `#[endpoint]` alone on something that is not a method of a trait.
pub(crate) fn refuse_no_method(item: &TokenStream, errors: &mut Errors) {
    let is_trait = keyword(item).is_some_and(|keyword| keyword == "trait");
    let message = if is_trait {
        "`#[endpoint]` stands on a trait; expected `#[connectpay::api]` on it, and `#[connectpay::endpoint(…)]` on each of its methods"
    } else {
        "`#[endpoint]` stands on something that is not a method of a trait; expected it on \
         `async fn … -> Result<T>;` or `fn … -> Call<T>;` in a trait"
    };
    errors.at(first_after_attributes(item), message);
}

/// Reports `#[endpoint]` on a method of a mock, which has this body.
pub(super) fn refuse_mock(body: &TokenTree, errors: &mut Errors) {
    let place = Ident::new("mock", body.span());
    errors.at(place, "`#[endpoint]` stands on a method of a mock, since `#[mockall::automock]` copies attributes to its mock; expected `#[connectpay::api]` above `#[mockall::automock]`, which leaves it none to copy");
}

/// Reports `#[endpoint]` on another item of a trait under `#[api]`.
pub(super) fn refuse(attr: &Attribute, errors: &mut Errors) {
    errors.at(attr, "`#[endpoint]` stands on something that is not a method; expected it on `async fn … -> Result<T>;` or `fn … -> Call<T>;`");
}

/// Reports `#[api]` on something that is not a trait, or not one that it can read.
pub(crate) fn refuse_no_trait(item: &TokenStream, reason: &syn::Error, errors: &mut Errors) {
    let is_keyword = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "trait");
    if let Some(keyword) = item.clone().into_iter().find(is_keyword) {
        errors.at(
            keyword,
            format!(
                "`#[api]` cannot read this form of a trait: {reason}; expected `trait Name {{ … }}`"
            ),
        );
        return;
    }
    if let Some(keyword) = mock::mock(item) {
        errors.at(keyword, "`#[api]` stands on a mock, since `#[mockall::automock]` above it copies attributes to its mock; expected `#[mockall::automock]` below `#[api]`");
        return;
    }
    let first = first_after_attributes(item);
    let message = if first.to_string() == "impl" {
        "`#[api]` stands on an `impl`; expected it on the trait whose methods have `#[endpoint]`, which it implements for `Client` and `Session` by itself"
    } else if keyword(item).is_some_and(|keyword| keyword == "fn") {
        "`#[api]` stands on a function; expected it on a trait, and `#[connectpay::endpoint(…)]` on each of the trait's methods"
    } else {
        "`#[api]` stands on something that is not a trait; expected it on a trait whose methods have `#[endpoint]`"
    };
    errors.at(first, message);
}

/// The keyword that says what an item is.
fn keyword(item: &TokenStream) -> Option<Ident> {
    let mut words = item.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    words.find(|word| {
        [
            "fn", "trait", "struct", "enum", "union", "mod", "impl", "type", "use", "static",
            "const",
        ]
        .iter()
        .any(|keyword| word == keyword)
    })
}

/// The first token of an item after its attributes: its keyword or its visibility.
fn first_after_attributes(item: &TokenStream) -> TokenStream {
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                tokens.next();
            }
            token => return token.to_token_stream(),
        }
    }
    TokenStream::new()
}
