//! `#[query]`: query parameters.

mod options;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Type};

use self::options::Options;
use super::location::{Filled, Location};
use super::marker::Marker;
use super::pairs;
use crate::errors::Errors;
use crate::shape::{has_entries, has_no_fields, inmost, last_segment};
use crate::tokens::source_text;

pub(super) const QUERY: Marker = Marker {
    word: "query",
    example: "#[query]",
    is_content: false,
    read,
};

/// One query parameter.
struct Query {
    key: String,
    /// Whether its list is one value with commas.
    is_list: bool,
}

/// A struct or a map whose entries are query parameters.
struct QueryFlatten;

fn read(attr: &Attribute, name: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    let options = Options::read(attr, errors)?;
    if options.flatten {
        return Some(Box::new(QueryFlatten));
    }
    let name = name.map(|name| name.unraw().to_string());
    Some(Box::new(Query {
        key: options.rename.or(name).unwrap_or_default(),
        is_list: options.is_list,
    }))
}

/// Whether a type could be one that no query may hold, which an alias hides. What every
/// program has is not asked, since each question costs the compiler time.
fn may_be_secret(ty: &Type) -> bool {
    const PLAIN: [&str; 12] = [
        "str", "String", "bool", "char", "u8", "u16", "u32", "u64", "i32", "i64", "usize", "f64",
    ];
    last_segment(inmost(ty)).is_some_and(|last| !PLAIN.iter().any(|plain| last.ident == plain))
}

impl Location for Query {
    fn documented(&self) -> String {
        let list = if self.is_list {
            ", its list with commas"
        } else {
            ""
        };
        format!("is the query parameter `{}`{list}", self.key)
    }

    fn variant(&self) -> TokenStream {
        let key = &self.key;
        if self.is_list {
            quote! { QueryList(#key) }
        } else {
            quote! { Query(#key) }
        }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            place,
            ..
        } = filled;
        let key = &self.key;
        let value = if may_be_secret(filled.ty) {
            quote_spanned! { *place=> { #p::QueryArgument::of(#value) }.__value() }
        } else {
            quote! { #value }
        };
        if self.is_list {
            quote! { #p::Request::query_list(&mut #request, #name, #key, #value); }
        } else {
            quote! { #p::Request::query(&mut #request, #name, #key, #value); }
        }
    }

    fn unique(&self) -> Option<String> {
        Some(format!("the query parameter `{}`", self.key))
    }

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        has_entries(ty).then(|| format!("`{name}` has entries with names of their own, so it is not one query parameter; expected `#[query(flatten)]`"))
    }
}

impl Location for QueryFlatten {
    fn documented(&self) -> String {
        "gives a query parameter for each of its fields or entries".to_owned()
    }

    fn variant(&self) -> TokenStream {
        quote! { QueryFlatten }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p, request, name, ..
        } = filled;
        let value = pairs::value(filled);
        quote! { #p::Request::query_flatten(&mut #request, #name, #value); }
    }

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        has_no_fields(ty).then(|| {
            format!("`{name}` is `{}`, in which the macro sees no fields to be query parameters; expected `#[query]` for one value or a list, or a struct, a map or a list of pairs, such as `&[(&str, &str)]`", source_text(ty))
        })
    }
}
