//! `#[query]`: query parameters.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Token, Type};

use super::location::{Filled, Location};
use super::marker::{Marker, string_in};
use crate::errors::{Errors, did_you_mean};
use crate::shape::{has_entries, has_no_fields, inmost, last_segment};
use crate::tokens::{source_text, ungrouped};

pub(super) const QUERY: Marker = Marker {
    word: "query",
    example: "#[query]",
    is_content: false,
    read,
};

const FORMS: &str = "expected `#[query]`, `#[query(rename = \"…\")]`, `#[query(style = comma)]` or `#[query(flatten)]`";

/// What other libraries call `rename`.
const NAMES: &[&str] = &["name", "key", "param", "alias"];

/// One query parameter.
struct Query {
    key: String,
    /// Whether its list is one value with commas.
    is_list: bool,
}

/// A struct or a map whose entries are query parameters.
struct QueryFlatten;

fn read(attr: &Attribute, name: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    let key = name.map(|name| name.unraw().to_string());
    let key = key.unwrap_or_default();
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(Box::new(Query {
            key,
            is_list: false,
        }));
    }
    let options = match &attr.meta {
        Meta::List(list) => {
            let options = Punctuated::<Meta, Token![,]>::parse_terminated;
            options.parse2(ungrouped(list.tokens.clone())).ok()
        }
        _ => None,
    };
    let Some(options) = options.filter(|options| !options.is_empty()) else {
        let message = match string_in(attr) {
            Some(name) => format!(
                "`#[query]` takes the name of the parameter under `rename`; expected `#[query(rename = {name:?})]`"
            ),
            None => format!("`#[query(…)]` has no option that can be read; {FORMS}"),
        };
        errors.at(attr, message);
        return None;
    };
    Options::read(&options, errors)?.location(key, attr, errors)
}

/// The options of one marker.
#[derive(Default)]
struct Options {
    rename: Option<String>,
    /// `style = comma`.
    is_list: bool,
    flatten: bool,
}

impl Options {
    fn read(options: &Punctuated<Meta, Token![,]>, errors: &mut Errors) -> Option<Self> {
        let before = errors.count();
        let mut read = Self::default();
        let mut seen: Vec<&Ident> = Vec::new();
        for option in options {
            let Some(word) = option.path().get_ident() else {
                refuse_unknown(option, errors);
                continue;
            };
            if seen.contains(&word) {
                errors.at(option, format!("`{word}` is given twice; expected it once"));
                continue;
            }
            seen.push(word);
            match option {
                Meta::Path(_) if word == "flatten" => read.flatten = true,
                Meta::NameValue(meta) if word == "rename" => read.rename = rename(meta, errors),
                Meta::NameValue(meta) if word == "style" => read.is_list = is_comma(meta, errors),
                _ => refuse_unknown(option, errors),
            }
        }
        (errors.count() == before).then_some(read)
    }

    fn location(
        self,
        key: String,
        attr: &Attribute,
        errors: &mut Errors,
    ) -> Option<Box<dyn Location>> {
        if !self.flatten {
            return Some(Box::new(Query {
                key: self.rename.unwrap_or(key),
                is_list: self.is_list,
            }));
        }
        if self.rename.is_some() || self.is_list {
            errors.at(attr, "`flatten` takes no other option, since each field has a name of its own; expected `#[query(flatten)]`");
            return None;
        }
        Some(Box::new(QueryFlatten))
    }
}

/// Whether a type could be one that no query may hold, which an alias hides. What every
/// program has is not asked, since each question costs the compiler time.
fn may_be_secret(ty: &Type) -> bool {
    const PLAIN: [&str; 12] = [
        "str", "String", "bool", "char", "u8", "u16", "u32", "u64", "i32", "i64", "usize", "f64",
    ];
    last_segment(inmost(ty)).is_some_and(|last| !PLAIN.iter().any(|plain| last.ident == plain))
}

fn refuse_unknown(option: &Meta, errors: &mut Errors) {
    let found = option.path().to_token_stream().to_string();
    let words = ["rename", "style", "flatten"];
    let name = match option {
        Meta::NameValue(meta) if NAMES.contains(&found.as_str()) => {
            syn::parse2::<LitStr>(meta.value.to_token_stream()).ok()
        }
        Meta::NameValue(_) | Meta::Path(_) | Meta::List(_) => None,
    };
    let message = if found == "rename" {
        "`rename` has no name; expected one as in `#[query(rename = \"pageSize\")]`".to_owned()
    } else if let Some(name) = name {
        format!(
            "unknown option `{found}` of `#[query]`; expected `rename = {:?}`",
            name.value()
        )
    } else if words.contains(&found.as_str()) {
        format!("the option `{found}` is not written so; {FORMS}")
    } else {
        let hint = did_you_mean(&found, &words);
        format!("unknown option `{found}` of `#[query]`; {FORMS}{hint}")
    };
    errors.at(option, message);
}

fn rename(meta: &MetaNameValue, errors: &mut Errors) -> Option<String> {
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if !text.value().is_empty() && text.suffix().is_empty() => Some(text.value()),
        value => {
            errors.at(value, "`rename` is not a string with a name in it; expected one such as `rename = \"pageSize\"`");
            None
        }
    }
}

fn is_comma(meta: &MetaNameValue, errors: &mut Errors) -> bool {
    match &meta.value {
        Expr::Path(path) if path.path.is_ident("comma") => true,
        value => {
            errors.at(value, "unknown style; expected `style = comma` for a list in one value, as in `ids=1,2`, or no style for a list that repeats its name");
            false
        }
    }
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
        "has a query parameter in each field or entry".to_owned()
    }

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

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        has_no_fields(ty).then(|| {
            format!("`{name}` is `{}`, which has no fields to be query parameters; expected `#[query]` for one value or a list, or a struct, a map or a list of pairs such as `&[(&str, &str)]`", source_text(ty))
        })
    }
}
