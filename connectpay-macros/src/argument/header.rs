//! `#[header("…")]`: header fields.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, LitStr, Type};

use super::location::{Filled, Location};
use super::marker::Marker;
use crate::errors::Errors;

pub(super) const HEADER: Marker = Marker {
    word: "header",
    example: "#[header(\"…\")]",
    is_content: false,
    read,
};

/// The headers that an argument must not set. The runtime has the same list and says
/// why each of them is in it.
const RESERVED: &[&str] = &[
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "psu-ip-address",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-connectpay-api-key",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-url",
    "x-rewrite-url",
];

struct Header {
    /// The name in lower case, as `HeaderName::from_static` needs it.
    name: String,
}

fn read(attr: &Attribute, _: Option<&Ident>, errors: &mut Errors) -> Option<Box<dyn Location>> {
    let literal = attr.parse_args::<LitStr>().ok();
    let Some(literal) = literal.filter(|literal| literal.suffix().is_empty()) else {
        errors.at(
            attr,
            "`#[header]` has no name in quotes; expected one as in `#[header(\"X-Request-ID\")]`",
        );
        return None;
    };
    let found = literal.value();
    let name = found.to_ascii_lowercase();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        errors.at(&literal, format!("{found:?} is not the name of a header; expected letters, digits and `-` (RFC 9110, 5.1)"));
        return None;
    }
    // Servers that hand headers on as variables read `_` and `-` alike.
    if RESERVED.contains(&name.replace('_', "-").as_str()) {
        errors.at(&literal, format!("the header `{found}` is not an argument's to set; expected another, since credentials, framing, method and path belong to the library"));
        return None;
    }
    Some(Box::new(Header { name }))
}

impl Location for Header {
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
            ..
        } = filled;
        let header = &self.name;
        quote! {
            #p::Request::header(
                &mut #request, #p::HeaderName::from_static(#header), #name, #value
            );
        }
    }

    fn unique(&self) -> Option<String> {
        Some(format!("the header `{}`", self.name))
    }

    /// The bound is a trait of the runtime, which the type itself has or has not.
    fn bounded<'a>(&self, ty: &'a Type) -> &'a Type {
        ty
    }
}
