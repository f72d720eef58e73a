//! `#[body]`: the content of the request (RFC 9110, 6.4), as JSON or as it is.

mod media_type;
mod remedy;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, Ident, LitStr, Meta, Type};

use super::location::{CONTENT, Filled, Location};
use super::marker::{Marker, string_in, unquoted_in};
use crate::errors::Errors;
use crate::shape::{inmost, is_serde_bytes, is_text, may_be_serde_bytes};
use crate::tokens::first_span;

pub(super) const BODY: Marker = Marker {
    word: "body",
    example: "#[body]",
    is_content: true,
    read,
};

const JSON: &str = "application/json";

/// Content that is serialized as JSON.
struct Json {
    content_type: String,
    /// Whether the author wrote the content type down.
    is_named: bool,
}

/// Content that is sent as it is.
struct Raw {
    content_type: String,
}

fn read(attr: &Attribute, _: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(Box::new(Json {
            content_type: JSON.to_owned(),
            is_named: false,
        }));
    }
    let literal = attr.parse_args::<LitStr>().ok();
    let Some(literal) = literal.filter(|literal| literal.suffix().is_empty()) else {
        let given = string_in(attr).and_then(|text| remedy::of(&text));
        let unquoted = unquoted_in(attr).and_then(|text| remedy::of(&text));
        let message = match (given, unquoted) {
            (Some(expected), _) => {
                format!("`#[body]` takes the content type alone; expected {expected}")
            }
            (None, Some(expected)) => {
                format!("`#[body(…)]` takes a content type in quotes; expected {expected}")
            }
            (None, None) => "`#[body(…)]` takes a content type in quotes; expected `#[body]` for JSON, or one as in `#[body(\"application/pdf\")]`".to_owned(),
        };
        errors.at(attr, message);
        return None;
    };
    let content_type = literal.value();
    let Some(essence) = media_type::essence(&content_type) else {
        let expected = remedy::of(&content_type)
            .unwrap_or_else(|| of_a_content_type(&content_type).to_owned());
        errors.at(
            &literal,
            format!(
                "{content_type:?} is not a content type (RFC 9110, 8.3.1); expected {expected}"
            ),
        );
        return None;
    };
    if essence.starts_with("multipart/") && !media_type::has_boundary(&content_type) {
        errors.at(&literal, format!("{content_type:?} has no `boundary`, without which no server can tell its parts apart (RFC 2046, 5.1.1); expected that of the content, as in `#[body(\"{content_type}; boundary=…\")]`"));
        return None;
    }
    if media_type::is_json(&essence) {
        Some(Box::new(Json {
            content_type,
            is_named: true,
        }))
    } else {
        Some(Box::new(Raw { content_type }))
    }
}

/// The rest of the sentence "expected …" for what is no content type.
fn of_a_content_type(text: &str) -> &'static str {
    let essence = text.split_once(';').map(|(essence, _)| essence.trim());
    if essence.and_then(media_type::essence).is_some() {
        "each parameter as `name=value`, with a value in quotes if it has other characters than those of a word, as in `boundary=\"a/b\"` (RFC 9110, 5.6.6)"
    } else {
        "`type/subtype`, as in `#[body(\"application/pdf\")]`"
    }
}

impl Location for Json {
    fn documented(&self) -> String {
        format!("is the body, as JSON (`{}`)", self.content_type)
    }

    fn variant(&self) -> TokenStream {
        match self.content_type.as_str() {
            JSON => quote! { Body },
            other => quote! { Content(#other) },
        }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            ty,
            ..
        } = filled;
        let content_type = &self.content_type;
        // rustc then reports bytes at their type.
        let value = quote_spanned! { first_span(inmost(ty))=>
            { #p::JsonContent::of(#value) }.__value()
        };
        // No bound says what a type parameter is not, and a name may be that of any type.
        let is_asked = filled.is_open || may_be_serde_bytes(ty);
        let asked = is_asked.then(|| {
            let value = &filled.value;
            quote! { #p::Request::json_of(&mut #request, #name, #value); }
        });
        quote! {
            #asked
            #p::Request::body(&mut #request, #content_type, #name, #value);
        }
    }

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        if self.is_named && is_text(ty) {
            return Some(format!(
                "`{name}` is text, which JSON would quote once more; expected `&serde_json::value::RawValue` for JSON that is written already, or `#[body]` for a JSON string"
            ));
        }
        is_serde_bytes(ty).then(|| {
            format!("`{name}` is bytes, of which JSON would make a list of numbers; expected them as they are, as in `#[body(\"application/pdf\")] {name}: Bytes`")
        })
    }

    fn unique(&self) -> Option<String> {
        Some(CONTENT.to_owned())
    }
}

impl Location for Raw {
    fn documented(&self) -> String {
        format!("is the body, as it is (`{}`)", self.content_type)
    }

    fn variant(&self) -> TokenStream {
        let content_type = &self.content_type;
        quote! { Content(#content_type) }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p, request, value, ..
        } = filled;
        let content_type = &self.content_type;
        quote! { #p::Request::raw_body(&mut #request, #content_type, #value); }
    }

    fn unique(&self) -> Option<String> {
        Some(CONTENT.to_owned())
    }
}
