//! A trait under `#[api]`: its head, its endpoints, and the rest left raw.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, Ident, Signature, Token, TypeParamBound, Visibility};

use super::{Method, is_endpoint};

pub(crate) struct ApiTrait {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    /// A method with `#[endpoint]`.
    Endpoint(Box<EndpointItem>),
    /// Another item with `#[endpoint]`, and the item without it.
    Misplaced {
        attr: Box<Attribute>,
        tokens: TokenStream,
        is_required: bool,
    },
    /// Anything else, exactly as it was.
    Other {
        tokens: TokenStream,
        is_required: bool,
    },
}

pub(crate) struct EndpointItem {
    /// The first is the declaration; more than one is a mistake.
    pub(crate) endpoint_attrs: Vec<Attribute>,
    pub(crate) method: Method,
}

impl ApiTrait {
    /// Whether an implementor has to give more than the endpoints.
    pub(crate) fn has_required_items(&self) -> bool {
        self.items.iter().any(|item| {
            matches!(
                item,
                Item::Other {
                    is_required: true,
                    ..
                } | Item::Misplaced {
                    is_required: true,
                    ..
                }
            )
        })
    }
}

impl ApiTrait {
    /// Whether nothing but endpoints is asked of an implementor, so that the
    /// trait can be implemented for any caller, known or not. `Send` and `Sync`
    /// are asked of every caller anyway.
    pub(crate) fn asks_for_endpoints_alone(&self) -> bool {
        let known = |bound: &TypeParamBound| match bound {
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last();
                last.is_some_and(|last| last.ident == "Send" || last.ident == "Sync")
            }
            _ => false,
        };
        let clause = self.generics.where_clause.to_token_stream();
        self.supertraits.iter().all(known) && !names_self(clause)
    }
}

fn names_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => names_self(group.stream()),
        _ => false,
    })
}

impl Parse for ApiTrait {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let unsafety = input.parse()?;
        input.parse::<Token![trait]>()?;
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let mut supertraits = Punctuated::new();
        if input.parse::<Option<Token![:]>>()?.is_some() {
            while !input.peek(Token![where]) && !input.peek(syn::token::Brace) {
                supertraits.push_value(input.parse()?);
                if input.peek(Token![+]) {
                    supertraits.push_punct(input.parse()?);
                }
            }
        }
        generics.where_clause = input.parse()?;
        let content;
        syn::braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Self {
            attrs,
            vis,
            unsafety,
            ident,
            generics,
            supertraits,
            items,
        })
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        let attrs = ahead.call(Attribute::parse_outer)?;
        if !attrs.iter().any(is_endpoint) {
            return raw_item(input).map(|(tokens, is_required)| Self::Other {
                tokens,
                is_required,
            });
        }
        if ahead.call(head_of_method).is_ok() {
            let mut method: Method = input.parse()?;
            let (endpoint_attrs, attrs) = method.attrs.into_iter().partition(is_endpoint);
            method.attrs = attrs;
            return Ok(Self::Endpoint(Box::new(EndpointItem {
                endpoint_attrs,
                method,
            })));
        }
        let (mut endpoint_attrs, attrs): (Vec<_>, Vec<_>) = input
            .call(Attribute::parse_outer)?
            .into_iter()
            .partition(is_endpoint);
        let (rest, is_required) = raw_item(input)?;
        let attr = endpoint_attrs.swap_remove(0);
        Ok(Self::Misplaced {
            attr: Box::new(attr),
            tokens: quote::quote! { #(#attrs)* #rest },
            is_required,
        })
    }
}

fn head_of_method(input: ParseStream<'_>) -> syn::Result<Signature> {
    input.parse::<Visibility>()?;
    if input.peek(Token![default]) {
        input.parse::<Token![default]>()?;
    }
    input.parse()
}

/// The tokens of one item, and whether an implementor has to give it.
fn raw_item(input: ParseStream<'_>) -> syn::Result<(TokenStream, bool)> {
    let mut tokens = TokenStream::new();
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    if ahead.call(head_of_method).is_ok() {
        // A signature may have braces in it, so the body is looked for behind it.
        while input.cursor() != ahead.cursor() && !input.is_empty() {
            tokens.extend([input.parse::<TokenTree>()?]);
        }
    }
    let is_type_or_const = tokens.is_empty() && {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        ahead.peek(Token![type]) || ahead.peek(Token![const])
    };
    let mut has_default = false;
    // An `=` between angle brackets binds an associated type: `type T: Iterator<Item = u8>;`.
    let mut angles = 0_i32;
    let mut previous = ' ';
    while !input.is_empty() {
        let token: TokenTree = input.parse()?;
        let ends_here = match &token {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => angles += 1,
                    '>' if previous != '-' => angles -= 1,
                    '=' if angles == 0 => has_default = true,
                    _ => {}
                }
                previous = punct.as_char();
                previous == ';'
            }
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace && !is_type_or_const;
                has_default |= is_body;
                is_body
            }
            _ => false,
        };
        tokens.extend([token]);
        if ends_here {
            break;
        }
    }
    Ok((tokens, !has_default))
}
