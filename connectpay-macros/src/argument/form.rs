//! `#[form]`: content as `application/x-www-form-urlencoded`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::location::{Filled, Location};
use super::marker::{Marker, check_bare};
use crate::shape::has_no_fields;
use crate::tokens::source_text;

pub(super) const FORM: Marker = Marker {
    word: "form",
    example: "#[form]",
    is_content: true,
    read: |attr, _, errors| {
        check_bare(attr, "form", errors)?;
        Some(Box::new(Form))
    },
};

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
            p,
            request,
            name,
            value,
            ..
        } = filled;
        quote! { #p::Request::form(&mut #request, #name, #value); }
    }

    fn mistake(&self, name: &str, ty: &Type) -> Option<String> {
        has_no_fields(ty).then(|| {
            format!("`{name}` is `{}`, which has no fields for a form; expected a struct, a map or a list of pairs such as `&[(&str, &str)]`, or `#[body(\"application/x-www-form-urlencoded\")]` for a form that is written already", source_text(ty))
        })
    }

    fn unique(&self) -> Option<String> {
        Some("a body".to_owned())
    }
}
