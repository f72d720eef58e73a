//! An attribute in another form than `#[…]`.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Path, Token, token};

use super::super::{skip_to, tokens_until};

/// Reads an attribute that is written `#![…]`, `#name(…)`, `@name(…)` or `[…]`, if one begins
/// here.
pub(in super::super) fn attribute(input: ParseStream<'_>) -> Option<Attribute> {
    let ahead = input.fork();
    let content = content(&ahead).ok()?;
    let attribute = quote! { #[#content] };
    let attribute = Attribute::parse_outer.parse2(attribute).ok()?.pop()?;
    skip_to(input, &ahead).ok()?;
    Some(attribute)
}

/// Whether an attribute begins here that is written `#![…]`.
pub(in super::super) fn begins_with_inner(input: ParseStream<'_>) -> bool {
    input.peek(Token![#]) && input.peek2(Token![!]) && input.peek3(token::Bracket)
}

/// What belongs between the brackets.
fn content(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if begins_with_inner(input) {
        input.parse::<Token![#]>()?;
        input.parse::<Token![!]>()?;
    }
    if input.peek(token::Bracket) {
        return Ok(input.parse::<Group>()?.stream());
    }
    if input.parse::<Option<Token![#]>>()?.is_none() {
        input.parse::<Token![@]>()?;
    }
    let beginning = input.fork();
    Path::parse_mod_style(input)?;
    if input.peek(token::Paren) {
        input.parse::<TokenTree>()?;
    }
    Ok(tokens_until(&beginning, input))
}
