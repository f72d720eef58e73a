//! A trait under `#[api]`: its head, its endpoints, and the rest left raw.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    AttrStyle, Attribute, GenericArgument, Generics, Ident, Lifetime, Meta, Path, PathArguments,
    PathSegment, Signature, Token, Type, TypeParamBound, Visibility,
};

use super::{Method, cfgs, is_endpoint, is_renamed_endpoint};

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
    Misplaced { attr: Box<Attribute>, item: RawItem },
    /// A method without a body whose attribute is `#[endpoint]` by its arguments,
    /// and the method without it.
    Renamed {
        attr: Box<Attribute>,
        method: Box<Method>,
    },
    /// A macro, whose items are not seen here.
    Macro(RawItem),
    /// Anything else, exactly as it was.
    Other(RawItem),
}

/// An item that nothing is made from.
pub(crate) struct RawItem {
    pub(crate) tokens: TokenStream,
    /// Whether an implementor has to give it.
    is_required: bool,
    /// The conditions under which it is there at all.
    cfgs: Vec<Attribute>,
}

pub(crate) struct EndpointItem {
    /// The first is the declaration; more than one is a mistake.
    pub(crate) endpoint_attrs: Vec<Attribute>,
    pub(crate) method: Method,
}

/// When an implementor has to give more than the endpoints.
pub(crate) enum Required {
    Never,
    Always,
    /// Where this predicate of `#[cfg]` holds.
    When(TokenStream),
}

impl ApiTrait {
    pub(crate) fn required_items(&self) -> Required {
        let mut conditions = Vec::new();
        let raw = self.items.iter().filter_map(|item| match item {
            Item::Endpoint(_) | Item::Renamed { .. } => None,
            Item::Misplaced { item, .. } | Item::Macro(item) | Item::Other(item) => Some(item),
        });
        for item in raw.filter(|item| item.is_required) {
            let cfgs = item.cfgs.iter().filter_map(|cfg| match &cfg.meta {
                Meta::List(list) => Some(&list.tokens),
                _ => None,
            });
            let all: Vec<&TokenStream> = cfgs.collect();
            if all.is_empty() {
                return Required::Always;
            }
            conditions.push(quote::quote! { all(#(#all),*) });
        }
        if conditions.is_empty() {
            Required::Never
        } else {
            Required::When(quote::quote! { any(#(#conditions),*) })
        }
    }
}

impl ApiTrait {
    /// Whether nothing but endpoints is asked of an implementor, so that the
    /// trait can be implemented for any caller, known or not. `Send` and `Sync`
    /// are asked of every caller anyway, and so may be what the macro adds.
    pub(crate) fn asks_for_endpoints_alone(&self) -> bool {
        let known = |bound: &TypeParamBound| match bound {
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last();
                last.is_some_and(|last| {
                    last.ident == "Send" || last.ident == "Sync" || is_caller(last)
                })
            }
            TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
            _ => false,
        };
        let clause = self.generics.where_clause.to_token_stream();
        self.supertraits.iter().all(known) && !names_self(clause)
    }

    /// How long an implementor lives at least: `'static` where the trait asks for it.
    pub(crate) fn lifetime(&self) -> Lifetime {
        let asked = self.supertraits.iter().find_map(|bound| match bound {
            TypeParamBound::Lifetime(lifetime) => Some(lifetime.clone()),
            _ => None,
        });
        asked.unwrap_or_else(|| Lifetime::new("'_", Span::call_site()))
    }
}

/// `Caller<Partner>` or `Caller<User>` as a bound.
pub(crate) fn is_caller_bound(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.path.segments.last().is_some_and(is_caller))
}

/// `Caller<Partner>` or `Caller<User>`.
fn is_caller(segment: &PathSegment) -> bool {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return false;
    };
    let mut arguments = arguments.args.iter();
    let scheme = match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(Type::Path(scheme))), None) => scheme.path.segments.last(),
        _ => None,
    };
    segment.ident == "Caller"
        && scheme.is_some_and(|scheme| scheme.ident == "Partner" || scheme.ident == "User")
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
        let mut attrs = input.call(Attribute::parse_outer)?;
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
        // `//!` and the like say of the trait what `///` before it would.
        attrs.extend(
            content
                .call(Attribute::parse_inner)?
                .into_iter()
                .map(|attr| Attribute {
                    style: AttrStyle::Outer,
                    ..attr
                }),
        );
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
            return Self::without_endpoint(input, &attrs);
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
        let mut item = raw_item(input)?;
        let rest = item.tokens;
        item.tokens = quote::quote! { #(#attrs)* #rest };
        item.cfgs = cfgs(&attrs).cloned().collect();
        Ok(Self::Misplaced {
            attr: Box::new(endpoint_attrs.swap_remove(0)),
            item,
        })
    }
}

impl Item {
    /// An item none of whose attributes is named `endpoint`.
    fn without_endpoint(input: ParseStream<'_>, attrs: &[Attribute]) -> syn::Result<Self> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        if ahead.call(Path::parse_mod_style).is_ok() && ahead.peek(Token![!]) {
            return raw_item(input).map(|item| {
                Self::Macro(RawItem {
                    is_required: true,
                    ..item
                })
            });
        }
        let Some(renamed) = attrs.iter().position(is_renamed_endpoint) else {
            return raw_item(input).map(Self::Other);
        };
        let ahead = input.fork();
        match ahead.parse::<Method>() {
            Ok(mut method) if method.body.is_none() => {
                input.advance_to(&ahead);
                Ok(Self::Renamed {
                    attr: Box::new(method.attrs.remove(renamed)),
                    method: Box::new(method),
                })
            }
            _ => raw_item(input).map(Self::Other),
        }
    }
}

fn head_of_method(input: ParseStream<'_>) -> syn::Result<Signature> {
    input.parse::<Visibility>()?;
    if input.peek(Token![default]) {
        input.parse::<Token![default]>()?;
    }
    input.parse()
}

fn raw_item(input: ParseStream<'_>) -> syn::Result<RawItem> {
    let mut tokens = TokenStream::new();
    let ahead = input.fork();
    let attrs = ahead.call(Attribute::parse_outer)?;
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
    Ok(RawItem {
        tokens,
        is_required: !has_default,
        cfgs: cfgs(&attrs).cloned().collect(),
    })
}
