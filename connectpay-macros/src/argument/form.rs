//! `#[form]`: content as `application/x-www-form-urlencoded`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, Meta, Type};

use super::location::{CONTENT, Filled, Location};
use super::marker::{Marker, string_in};
use super::pairs;
use crate::errors::Errors;
use crate::shape::has_no_fields;
use crate::tokens::source_text;

pub(super) const FORM: Marker = Marker {
    word: "form",
    example: "#[form]",
    is_content: true,
    read,
};

fn read(attr: &Attribute, _: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    if matches!(attr.meta, Meta::Path(_)) {
        return Some(Box::new(Form));
    }
    let other = string_in(attr).filter(|other| other.contains('/'));
    let other = other.map_or_else(String::new, |other| {
        let boundary = if other == "multipart/form-data" {
            "; boundary=…"
        } else {
            ""
        };
        format!(
            ", or `#[body(\"{other}{boundary}\")]` for content of that type that is written already"
        )
    });
    errors.at(
        attr,
        format!("`#[form]` takes nothing, since it is always `application/x-www-form-urlencoded`; expected `#[form]` alone{other}"),
    );
    None
}

struct Form;

impl Location for Form {
    fn documented(&self) -> String {
        "is the body, as a form (`application/x-www-form-urlencoded`)".to_owned()
    }

    fn variant(&self) -> TokenStream {
        quote! { Form }
    }

    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p, request, name, ..
        } = filled;
        let value = pairs::value(filled);
        quote! { #p::Request::form(&mut #request, #name, #value); }
    }

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        has_no_fields(ty).then(|| {
            format!("`{name}` is `{}`, in which the macro sees no fields for a form; expected a struct, a map or a list of pairs, such as `&[(&str, &str)]`, or `#[body(\"application/x-www-form-urlencoded\")]` for a form that is written already", source_text(ty))
        })
    }

    fn unique(&self) -> Option<String> {
        Some(CONTENT.to_owned())
    }
}
