//! `#[body]` and `#[form]`: the content of the request (RFC 9110, 6.4).

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Attribute;

use super::location::{Filled, Location};
use super::marker::{Marker, check_bare};
use crate::errors::Errors;
use crate::shape::{behind_references, inmost, is_option};
use crate::tokens::first_span;

/// `#[body]`: JSON.
pub(super) const BODY: Marker = Marker {
    word: "body",
    example: "#[body]",
    is_content: true,
    read: |attr, _, errors| {
        Content {
            function: "body",
            variant: "Body",
        }
        .read(attr, errors)
    },
};

/// `#[form]`: `application/x-www-form-urlencoded`.
pub(super) const FORM: Marker = Marker {
    word: "form",
    example: "#[form]",
    is_content: true,
    read: |attr, _, errors| {
        Content {
            function: "form",
            variant: "Form",
        }
        .read(attr, errors)
    },
};

struct Content {
    /// The function of the runtime's `Request`, named as the marker.
    function: &'static str,
    /// The variant of the runtime's `Location`.
    variant: &'static str,
}

impl Content {
    fn read(self, attr: &Attribute, errors: &mut Errors) -> Option<Box<dyn Location>> {
        check_bare(attr, self.function, errors)?;
        Some(Box::new(self))
    }
}

impl Location for Content {
    fn variant(&self) -> TokenStream {
        let variant = Ident::new(self.variant, Span::call_site());
        quote! { #variant }
    }

    /// Leaves the content out where it is `None`, which would otherwise be the JSON `null`.
    fn statement(&self, filled: &Filled<'_>) -> TokenStream {
        let Filled {
            p,
            request,
            name,
            value,
            ty,
        } = filled;
        let function = Ident::new(self.function, Span::call_site());
        if !is_option(behind_references(ty)) {
            return quote! { #p::Request::#function(&mut #request, #name, #value); };
        }
        let place = first_span(inmost(ty));
        let some = Ident::new("__connectpay_some", Span::mixed_site().located_at(place));
        quote! {
            if let #p::Some(#some) = #value {
                #p::Request::#function(&mut #request, #name, #some);
            }
        }
    }

    fn unique(&self) -> Option<String> {
        Some("a body".to_owned())
    }
}
