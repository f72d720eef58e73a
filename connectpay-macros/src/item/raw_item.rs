//! An item of a trait that stays as it was written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Path, Signature, Token, Visibility, token};

use super::attributes::cfgs;

pub(crate) struct RawItem {
    pub(crate) tokens: TokenStream,
    /// The name, if it is a method.
    pub(super) method: Option<Ident>,
    /// Whether every implementation of the trait has to give it.
    pub(crate) is_required: bool,
    /// The conditions under which it exists.
    pub(crate) cfgs: Vec<Attribute>,
}

impl Parse for RawItem {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        let attrs = ahead.call(Attribute::parse_outer)?;
        if ahead.peek(token::Bracket) || ahead.peek(token::Paren) || ahead.peek(Token![@]) {
            return Err(ahead.error("expected an item"));
        }
        let (mut tokens, method) = signature(input)?;
        if !tokens.is_empty() && !input.peek(Token![;]) && !input.peek(token::Brace) {
            return Err(input.error("expected `;` or a body"));
        }
        let braces_end_it = !tokens.is_empty() || !is_type_or_const(input)?;
        let (rest, has_default) = rest(input, braces_end_it)?;
        tokens.extend(rest);
        Ok(Self {
            tokens,
            method,
            is_required: !has_default,
            cfgs: cfgs(&attrs).cloned().collect(),
        })
    }
}

/// The head of a method after its attributes, which tells it from other items.
pub(super) fn head_of_method(input: ParseStream<'_>) -> syn::Result<Signature> {
    input.parse::<Visibility>()?;
    if input.peek(Token![default]) {
        input.parse::<Token![default]>()?;
    }
    input.parse()
}

/// The tokens up to the body of a method, with its attributes, and its name; nothing if
/// the item is no method. A signature may have braces in it, so the body can only follow it.
fn signature(input: ParseStream<'_>) -> syn::Result<(TokenStream, Option<Ident>)> {
    let mut tokens = TokenStream::new();
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    let head = ahead.call(head_of_method).ok();
    if head.is_some() {
        // A group without delimiters may end beyond the signature.
        while input.cursor() < ahead.cursor() && !input.is_empty() {
            tokens.extend([input.parse::<TokenTree>()?]);
        }
    }
    Ok((tokens, head.map(|head| head.ident)))
}

fn is_type_or_const(input: ParseStream<'_>) -> syn::Result<bool> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    ahead.parse::<Visibility>()?;
    Ok(ahead.peek(Token![type]) || ahead.peek(Token![const]))
}

/// Whether what follows the attributes of an item is certainly no method: a type, a
/// constant or a macro.
pub(super) fn is_no_method(input: ParseStream<'_>) -> syn::Result<bool> {
    let ahead = input.fork();
    ahead.parse::<Visibility>()?;
    let is_type = ahead.peek(Token![type]);
    let is_const = ahead.peek(Token![const])
        && (ahead.peek2(Token![_]) || ahead.peek2(Ident) || ahead.peek2(Token![mut]));
    Ok(is_type || is_const || is_macro(&ahead))
}

/// Whether a macro is called here.
pub(super) fn is_macro(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.call(Path::parse_mod_style).is_ok() && ahead.peek(Token![!])
}

/// The tokens up to the end of the item, and whether they give it a default. Another item
/// that begins before the end is an error.
fn rest(input: ParseStream<'_>, braces_end_it: bool) -> syn::Result<(TokenStream, bool)> {
    let mut tokens = TokenStream::new();
    let mut has_default = false;
    // An `=` between angle brackets binds an associated type: `type T: Iterator<Item = u8>;`.
    let mut angles = 0_i32;
    let mut previous = ' ';
    tokens.extend(attributes(input)?);
    while !input.is_empty() {
        if !has_default && input.peek(Token![#]) && input.peek2(token::Bracket) {
            break;
        }
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
                let is_body = group.delimiter() == Delimiter::Brace && braces_end_it;
                has_default |= is_body;
                is_body
            }
            _ => false,
        };
        tokens.extend([token]);
        if ends_here {
            return Ok((tokens, has_default));
        }
    }
    Err(input.error("expected `;`"))
}

/// The tokens of the attributes before an item.
fn attributes(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    let mut tokens = TokenStream::new();
    while input.cursor() < ahead.cursor() {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
