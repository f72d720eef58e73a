//! The options of `#[query(…)]`.

use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaList, MetaNameValue, Token};

use crate::argument::marker::string_in;
use crate::errors::{Errors, did_you_mean};
use crate::tokens::{source_text, ungrouped};
use crate::unquoted;

/// The ways to write the marker, with the name of a parameter.
fn forms(name: &str) -> String {
    format!(
        "expected `#[query]`, `#[query(rename = {name:?})]`, `#[query(style = comma)]` or `#[query(flatten)]`"
    )
}

/// What stands for a name.
const ANY: &str = "…";

/// What other libraries have in place of an option, and what it is here.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &["comma", "csv", "list", "explode"],
        "`style = comma` for a list in one value, as in `ids=1,2`, or no option for a list that repeats its name",
    ),
    (
        &["optional", "default", "skip_serializing_if", "required"],
        "no option, since an argument of the type `Option<…>` that is `None` is left out",
    ),
];

/// What other libraries call `rename`.
const NAMES: &[&str] = &["name", "key", "param", "alias"];

#[derive(Default)]
pub(super) struct Options {
    pub(super) rename: Option<String>,
    /// `style = comma`.
    pub(super) is_list: bool,
    pub(super) flatten: bool,
}

impl Options {
    /// Reads a marker, which has no options if it is bare.
    pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Option<Self> {
        let options = match &attr.meta {
            Meta::Path(_) => return Some(Self::default()),
            Meta::List(list) => parse(list),
            Meta::NameValue(_) => None,
        };
        let Some(options) = options.filter(|options| !options.is_empty()) else {
            let message = match string_in(attr) {
                Some(name) => format!(
                    "`#[query]` takes the name of the parameter under `rename`; expected `#[query(rename = {name:?})]`"
                ),
                None => format!(
                    "`#[query(…)]` has no option that can be read; {}",
                    forms(ANY)
                ),
            };
            errors.at(attr, message);
            return None;
        };
        let options = Self::of(&options, errors)?;
        if options.flatten && (options.rename.is_some() || options.is_list) {
            errors.at(attr, "`flatten` takes no other option, since each field has a name of its own; expected `#[query(flatten)]`");
            return None;
        }
        Some(options)
    }

    fn of(options: &Punctuated<Meta, Token![,]>, errors: &mut Errors) -> Option<Self> {
        let before = errors.count();
        let mut read = Self::default();
        let mut seen: Vec<&Ident> = Vec::new();
        for option in options {
            let Some(word) = option.path().get_ident() else {
                errors.at(option, unknown(option));
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
                _ => errors.at(option, unknown(option)),
            }
        }
        (errors.count() == before).then_some(read)
    }
}

fn parse(list: &MetaList) -> Option<Punctuated<Meta, Token![,]>> {
    let options = Punctuated::<Meta, Token![,]>::parse_terminated;
    options.parse2(ungrouped(list.tokens.clone())).ok()
}

/// What is wrong with an option that is none, or is not written so.
fn unknown(option: &Meta) -> String {
    let found = option.path().to_token_stream().to_string();
    let text = match option {
        Meta::Path(_) => None,
        Meta::List(list) => syn::parse2::<LitStr>(list.tokens.clone()).ok(),
        Meta::NameValue(meta) => syn::parse2::<LitStr>(meta.value.to_token_stream()).ok(),
    };
    let text = text.map(|text| text.value());
    let words = ["rename", "style", "flatten"];
    if found == "rename" {
        let name = text.unwrap_or_else(|| "pageSize".to_owned());
        return format!(
            "`rename` takes a name behind a `=`; expected `#[query(rename = {name:?})]`"
        );
    }
    if let Some(name) = text.filter(|_| NAMES.contains(&found.as_str())) {
        return format!("unknown option `{found}` of `#[query]`; expected `rename = {name:?}`");
    }
    let mut foreign = FOREIGN.iter();
    if let Some((_, expected)) = foreign.find(|(words, _)| words.contains(&found.as_str())) {
        return format!("unknown option `{found}` of `#[query]`; expected {expected}");
    }
    if found == "flatten" {
        let expected = match option {
            Meta::NameValue(meta) if meta.value.to_token_stream().to_string() == "false" => {
                "`#[query]`, which flattens nothing"
            }
            _ => "`#[query(flatten)]`",
        };
        return format!("`flatten` takes no value; expected {expected}");
    }
    if found == "style" {
        return "`style` takes its value behind a `=`; expected `#[query(style = comma)]`"
            .to_owned();
    }
    let hint = did_you_mean(&found, &words);
    // A word alone is the name of the parameter, unless it is nearly an option.
    let is_name = hint.is_empty() && matches!(option, Meta::Path(_));
    let forms = forms(if is_name { &found } else { ANY });
    format!("unknown option `{found}` of `#[query]`; {forms}{hint}")
}

fn rename(meta: &MetaNameValue, errors: &mut Errors) -> Option<String> {
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if !text.value().is_empty() && text.suffix().is_empty() => Some(text.value()),
        value => {
            let tokens = value.to_token_stream();
            let message = match (unquoted::bare(&tokens), unquoted::in_other_quotes(&tokens)) {
                (Some(name), _) => format!("the value of `rename` is not in quotes; expected `rename = {name:?}`"),
                (None, Some(name)) if !name.is_empty() => format!("`rename` is not a string; expected `rename = {name:?}`"),
                (None, _) => "`rename` is not a string with a name in it; expected one such as `rename = \"pageSize\"`".to_owned(),
            };
            errors.at(value, message);
            None
        }
    }
}

fn is_comma(meta: &MetaNameValue, errors: &mut Errors) -> bool {
    match &meta.value {
        Expr::Path(path) if path.path.is_ident("comma") => true,
        value => {
            let is_quoted = matches!(value, Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.value() == "comma");
            let message = if is_quoted {
                "the value of `style` is in quotes; expected `style = comma`".to_owned()
            } else {
                let found = source_text(value);
                format!(
                    "unknown style `{found}`; expected `style = comma` for a list in one value, as in `ids=1,2`, or no style for a list that repeats its name"
                )
            };
            errors.at(value, message);
            false
        }
    }
}
