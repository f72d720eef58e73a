//! `#[header("…")]`: header fields.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, LitStr, Meta, Type};

use super::location::{Filled, Location};
use super::marker::{Marker, pair_in, string_in, unquoted_in};
use crate::errors::Errors;
use crate::header;

pub(super) const HEADER: Marker = Marker {
    word: "header",
    example: "#[header(\"…\")]",
    is_content: false,
    read,
};

struct Header {
    /// The name in lower case, as `HeaderName::from_static` needs it.
    name: String,
}

fn read(
    attr: &Attribute,
    argument: Option<&Ident>,
    errors: &mut Errors,
) -> Option<Box<dyn Location>> {
    let literal = attr.parse_args::<LitStr>().ok();
    let Some(literal) = literal.filter(|literal| literal.suffix().is_empty()) else {
        let message = match (string_in(attr), pair_in(attr)) {
            (_, Some((name, value))) => format!(
                "`#[header]` takes a name alone, since the argument is the value; expected `#[header({name:?})]`, or `#[api(header({name:?} = {value:?}))]` for all endpoints of the trait"
            ),
            (Some(name), None) => format!(
                "`#[header]` takes the name of the header alone; expected `#[header({name:?})]`"
            ),
            (None, None) => {
                let expected = if let Some(name) = unquoted_in(attr) {
                    format!("`#[header({:?})]`", name.replace('_', "-"))
                } else {
                    let name = bare_name(attr, argument);
                    let name = name.unwrap_or_else(|| "X-Request-ID".to_owned());
                    format!("one as in `#[header({name:?})]`")
                };
                format!("`#[header]` has no name in quotes; expected {expected}")
            }
        };
        errors.at(attr, message);
        return None;
    };
    let name = header::name(&literal, errors)?;
    Some(Box::new(Header { name }))
}

/// The name of an argument whose marker has nothing but its word, if a header may have it.
fn bare_name(attr: &Attribute, argument: Option<&Ident>) -> Option<String> {
    let is_bare = match &attr.meta {
        Meta::Path(_) => true,
        Meta::List(list) => list.tokens.is_empty(),
        Meta::NameValue(_) => false,
    };
    let name = argument.filter(|_| is_bare)?.unraw().to_string();
    let literal = LitStr::new(&name.replace('_', "-"), Span::call_site());
    header::name(&literal, &mut Errors::default())
}

impl Location for Header {
    fn documented(&self) -> String {
        format!("is the header `{}`", self.name)
    }

    fn variant(&self) -> TokenStream {
        let name = &self.name;
        quote! { Header(#name) }
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
        let text = quote_spanned! { *place=> { #p::HeaderField::of(#value) }.__text() };
        let header = &self.name;
        quote! {
            #p::Request::header(
                &mut #request, #p::HeaderName::from_static(#header), #name, #text
            );
        }
    }

    fn unique(&self) -> Option<String> {
        Some(format!("the header `{}`", self.name))
    }

    fn header(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn identity(&self) -> Option<String> {
        Some(format!("the header `{}`", header::with_hyphens(&self.name)))
    }

    /// The bound is a trait of the runtime, which the type itself has or has not.
    fn bounded<'a>(&self, ty: &'a Type) -> &'a Type {
        ty
    }
}
