//! `#[query]`: query parameters.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Meta, MetaNameValue, Token};

use super::location::{Filled, Location};
use super::marker::Marker;
use crate::errors::{Errors, did_you_mean};
use crate::tokens::ungrouped;

pub(super) const QUERY: Marker = Marker {
    word: "query",
    example: "#[query]",
    is_content: false,
    read,
};

const FORMS: &str = "expected `#[query]`, `#[query(rename = \"…\")]` or `#[query(flatten)]`";

/// One query parameter.
struct Query {
    key: String,
}

/// A struct or a map whose entries are query parameters.
struct QueryFlatten;

fn read(attr: &Attribute, name: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    if matches!(attr.meta, Meta::Path(_)) {
        let key = name.map(|name| name.unraw().to_string());
        return Some(Box::new(Query {
            key: key.unwrap_or_default(),
        }));
    }
    let inside = match &attr.meta {
        Meta::List(list) => {
            let options = Punctuated::<Meta, Token![,]>::parse_terminated;
            options.parse2(ungrouped(list.tokens.clone())).ok()
        }
        _ => None,
    };
    let only = inside
        .as_ref()
        .filter(|list| list.len() == 1)
        .and_then(|list| list.first());
    match only {
        Some(Meta::Path(path)) if path.is_ident("flatten") => Some(Box::new(QueryFlatten)),
        Some(Meta::NameValue(meta)) if meta.path.is_ident("rename") => rename(meta, errors),
        Some(other) => {
            let found = other.path().to_token_stream().to_string();
            let hint = did_you_mean(&found, &["rename", "flatten"]);
            errors.at(
                other,
                format!("unknown option `{found}` of `#[query]`; {FORMS}{hint}"),
            );
            None
        }
        None => {
            errors.at(attr, format!("`#[query(…)]` takes one option; {FORMS}"));
            None
        }
    }
}

fn rename(meta: &MetaNameValue, errors: &mut Errors) -> Option<Box<dyn Location>> {
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if !text.value().is_empty() && text.suffix().is_empty() => {
            Some(Box::new(Query { key: text.value() }))
        }
        value => {
            errors.at(value, "`rename` is not a string with a name in it; expected one such as `rename = \"pageSize\"`");
            None
        }
    }
}

impl Location for Query {
    fn variant(&self) -> TokenStream {
        let key = &self.key;
        quote! { Query(#key) }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            ..
        } = filled;
        let key = &self.key;
        quote! { #p::Request::query(&mut #request, #name, #key, #value); }
    }

    fn unique(&self) -> Option<String> {
        Some(format!("the query parameter `{}`", self.key))
    }
}

impl Location for QueryFlatten {
    fn variant(&self) -> TokenStream {
        quote! { QueryFlatten }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            ..
        } = filled;
        quote! { #p::Request::query_flatten(&mut #request, #name, #value); }
    }
}
