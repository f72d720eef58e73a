//! A trait under `#[api]`.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{AttrStyle, Attribute, Generics, Ident, Token, TypeParamBound, Visibility};

use super::endpoint_attribute::is_endpoint;
use super::fragments::opened;
use super::trait_item::Item;
use super::unfinished::tokens_until;
use super::{inner_endpoint, misplaced, undeclared};
use crate::runtime_path::RuntimePath;

pub(crate) struct ApiTrait {
    pub(crate) attrs: Vec<Attribute>,
    /// Each further `#[api]`, which would expand once more what was expanded.
    pub(crate) other_apis: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    pub(crate) items: Vec<Item>,
}

impl ApiTrait {
    pub(crate) fn read(item: TokenStream) -> syn::Result<Self> {
        let item = opened(item);
        // What is left unread in a group of an item fails the whole trait, so each item
        // has to be read by itself then.
        syn::parse2(item.clone()).or_else(|_| Self::parse_each.parse2(item))
    }

    fn parse_each(input: ParseStream<'_>) -> syn::Result<Self> {
        Self::parse_with(input, Item::read_alone)
    }

    fn parse_with(
        input: ParseStream<'_>,
        read: fn(ParseStream<'_>) -> syn::Result<Item>,
    ) -> syn::Result<Self> {
        let mut attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let unsafety = input.parse()?;
        input.parse::<Token![trait]>()?;
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let supertraits = supertraits(input)?;
        generics.where_clause = input.parse()?;
        let content;
        syn::braced!(content in input);
        // An inner attribute, such as `//!`, means what it would mean before the trait.
        let inner = content.call(Attribute::parse_inner)?;
        let (of_method, inner): (Vec<_>, Vec<_>) = inner.into_iter().partition(is_endpoint);
        attrs.extend(inner.into_iter().map(|attr| Attribute {
            style: AttrStyle::Outer,
            ..attr
        }));
        let all = content.fork();
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(read(&content)?);
        }
        inner_endpoint::give_to_first(of_method, &mut items);
        misplaced::drop_unused(&mut items, &tokens_until(&all, &content));
        undeclared::find(&mut items, &attrs);
        let (other_apis, attrs) = attrs
            .into_iter()
            .partition(|attr| RuntimePath::is_api(attr.path()));
        Ok(Self {
            attrs,
            other_apis,
            vis,
            unsafety,
            ident,
            generics,
            supertraits,
            items,
        })
    }
}

impl Parse for ApiTrait {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Self::parse_with(input, Item::read)
    }
}

fn supertraits(input: ParseStream<'_>) -> syn::Result<Punctuated<TypeParamBound, Token![+]>> {
    let mut supertraits = Punctuated::new();
    if input.parse::<Option<Token![:]>>()?.is_some() {
        while !input.peek(Token![where]) && !input.peek(syn::token::Brace) {
            supertraits.push_value(input.parse()?);
            if input.peek(Token![+]) {
                supertraits.push_punct(input.parse()?);
            }
        }
    }
    Ok(supertraits)
}
