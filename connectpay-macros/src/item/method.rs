//! A method that declares an endpoint.

use proc_macro2::TokenTree;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, PatType, Signature, Token, Visibility, token};

#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) default: Option<Token![default]>,
    pub(crate) sig: Signature,
    /// The body in its braces, which an endpoint must not have.
    pub(crate) body: Option<TokenTree>,
}

impl Method {
    pub(super) fn new(attrs: Vec<Attribute>, sig: Signature, body: Option<TokenTree>) -> Self {
        Self {
            attrs,
            vis: Visibility::Inherited,
            default: None,
            sig,
            body,
        }
    }

    /// The arguments after the receiver.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &PatType> {
        self.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(argument) => Some(argument),
            FnArg::Receiver(_) => None,
        })
    }
}

impl Parse for Method {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let default = if input.peek(Token![default]) {
            input.parse()?
        } else {
            None
        };
        let sig = input.parse()?;
        let body = if input.parse::<Option<Token![;]>>()?.is_some() {
            None
        } else if input.peek(token::Brace) {
            Some(input.parse()?)
        } else {
            return Err(input.error("expected `;`"));
        };
        Ok(Self {
            attrs,
            vis,
            default,
            sig,
            body,
        })
    }
}
