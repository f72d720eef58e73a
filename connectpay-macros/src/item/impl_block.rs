//! An `impl` under `#[api]`, which is a mistake: read as far as its endpoints are.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Token};

use super::trait_item::Item;

pub(crate) struct ImplBlock {
    /// All before the braces.
    pub(crate) head: TokenStream,
    pub(crate) items: Vec<Item>,
}

impl Parse for ImplBlock {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Option<Token![unsafe]>>()?;
        ahead.parse::<Token![impl]>()?;
        let mut head = TokenStream::new();
        while !input.peek(syn::token::Brace) {
            head.extend([input.parse::<TokenTree>()?]);
        }
        let content;
        syn::braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Self { head, items })
    }
}
