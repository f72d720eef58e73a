//! Arguments that fill a placeholder of the path. Their name says so, or `#[path("…")]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, LitStr, Type};

use super::location::{Filled, Location};
use super::marker::{Marker, string_in, unquoted_in};
use crate::errors::Errors;

/// `#[path("accountId")]`: the placeholder of an argument that has another name.
pub(super) const PATH: Marker = Marker {
    word: "path",
    example: "#[path(\"…\")]",
    is_content: false,
    read,
};

pub(crate) struct InPath {
    /// The placeholder, as the path spells it.
    pub(crate) placeholder: String,
}

fn read(attr: &Attribute, name: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    let literal = attr.parse_args::<LitStr>().ok();
    let Some(literal) = literal.filter(|literal| literal.suffix().is_empty()) else {
        if let Some(placeholder) = string_in(attr) {
            errors.at(
                attr,
                format!("`#[path]` takes the name of the placeholder alone; expected `#[path({placeholder:?})]`"),
            );
            return None;
        }
        let name = name.map_or_else(|| "id".to_owned(), |name| name.unraw().to_string());
        if let Some(text) = unquoted_in(attr) {
            let bare = text.trim_matches(['{', '}']);
            let message = if bare == name {
                format!(
                    "an argument fills the placeholder of its own name, `{{{name}}}`, without a marker; expected none"
                )
            } else {
                format!(
                    "the name of the placeholder is not in quotes; expected `#[path({bare:?})]`"
                )
            };
            errors.at(attr, message);
            return None;
        }
        errors.at(
            attr,
            format!("`#[path]` does not say which placeholder `{name}` fills; expected no marker if that is `{{{name}}}`, and else its name in quotes, as in `#[path(\"accountId\")]`"),
        );
        return None;
    };
    let found = literal.value();
    // Who writes the braces too means the same placeholder.
    let bare = found
        .strip_prefix('{')
        .and_then(|found| found.strip_suffix('}'));
    if let Some(bare) = bare {
        errors.at(
            &literal,
            format!("the placeholder is in braces; expected `#[path({bare:?})]`"),
        );
        return None;
    }
    Some(Box::new(InPath { placeholder: found }))
}

impl Location for InPath {
    fn documented(&self) -> String {
        format!("fills `{{{}}}` in the path", self.placeholder)
    }

    fn variant(&self) -> TokenStream {
        let placeholder = &self.placeholder;
        quote! { Path(#placeholder) }
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
        let text = quote_spanned! { *place=> { #p::PathArgument::of(#value) }.__text() };
        quote! { #p::Request::path(&mut #request, #name, #text); }
    }

    fn placeholder(&self) -> Option<&str> {
        Some(&self.placeholder)
    }

    fn unique(&self) -> Option<String> {
        Some(format!("the placeholder `{{{}}}`", self.placeholder))
    }

    /// The bound is a trait of the runtime, which the type itself has or has not.
    fn bounded<'a>(&self, ty: &'a Type) -> &'a Type {
        ty
    }
}
