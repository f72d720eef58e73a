//! What the attributes stand on, read no further than needed: bodies and the
//! items of other people stay raw tokens, whose errors are the compiler's business.

pub(crate) mod api_trait;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Meta, Signature, Token, Visibility};

/// A method that declares an endpoint.
pub(crate) struct Method {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) default: Option<Token![default]>,
    pub(crate) sig: Signature,
    /// The body in its braces, which an endpoint must not have.
    pub(crate) body: Option<TokenTree>,
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
        let body = if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            None
        } else {
            Some(input.parse()?)
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

/// Whether an attribute declares an endpoint, whatever path it is named by: the
/// runtime may be renamed. One under a condition does too, in its way.
pub(crate) fn is_endpoint(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|last| last.ident == "endpoint") || is_conditional_endpoint(attr)
}

/// `#[cfg_attr(…, endpoint(…))]`, which a macro sees unresolved.
pub(crate) fn is_conditional_endpoint(attr: &Attribute) -> bool {
    conditional(attr).iter().any(|attr| {
        let mut tokens = attr.iter();
        tokens.any(|token| matches!(token, TokenTree::Ident(word) if word == "endpoint"))
    })
}

/// Whether an attribute is `#[endpoint]` by its arguments, though not by its
/// name: an import may have renamed it. It would be expanded alone, without what
/// `#[api]` gives to it and checks of it.
pub(crate) fn is_renamed_endpoint(attr: &Attribute) -> bool {
    let conditional = conditional(attr);
    let mut conditional = conditional.iter().flatten();
    let in_arguments = |token: &TokenTree| matches!(token, TokenTree::Group(arguments) if has_path(arguments.stream()));
    match &attr.meta {
        Meta::List(list) => has_path(list.tokens.clone()) || conditional.any(in_arguments),
        _ => false,
    }
}

/// Whether the arguments of an attribute begin one with `path = "`.
fn has_path(arguments: TokenStream) -> bool {
    split_at_commas(arguments).iter().any(|argument| {
        matches!(
            argument.as_slice(),
            [TokenTree::Ident(key), TokenTree::Punct(equals), TokenTree::Literal(_)]
                if key == "path" && equals.as_char() == '='
        )
    })
}

/// The attributes that a `#[cfg_attr(…)]` gives, and those of one inside of it.
fn conditional(attr: &Attribute) -> Vec<Vec<TokenTree>> {
    fn flatten(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
        // The first is the condition.
        let attrs = split_at_commas(tokens).into_iter().skip(1);
        attrs
            .flat_map(|attr| match attr.as_slice() {
                [TokenTree::Ident(name), TokenTree::Group(inside)] if name == "cfg_attr" => {
                    flatten(inside.stream())
                }
                _ => vec![attr],
            })
            .collect()
    }
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => flatten(list.tokens.clone()),
        _ => Vec::new(),
    }
}

fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    for token in tokens {
        match (&token, pieces.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => pieces.push(Vec::new()),
            (_, Some(piece)) => piece.push(token),
            (_, None) => {}
        }
    }
    pieces
}

/// The conditions of an item, which hold for all that is made from it.
pub(crate) fn cfgs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
}

/// What the doc comments say, a line each.
pub(crate) fn docs(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs
        .iter()
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let text: Vec<&str> = lines
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    text.join("\n").trim().to_owned()
}

/// A type as its author would write it, without the spaces between its tokens;
/// a receiver and a pattern too.
pub(crate) fn type_name(ty: &impl ToTokens) -> String {
    let spaced = ty.to_token_stream().to_string();
    let mut name = String::new();
    for piece in spaced.split_whitespace() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
        let after_word = name.ends_with(is_word) && piece.starts_with(is_word);
        let after_colon = name.ends_with(':') && !name.ends_with("::");
        let after_separator =
            name.ends_with([',', ';', '+', '=']) || name.ends_with("->") || after_colon;
        if after_word || after_separator || piece.starts_with(['+', '=']) || piece.starts_with("->")
        {
            name.push(' ');
        }
        name.push_str(piece);
    }
    name
}
