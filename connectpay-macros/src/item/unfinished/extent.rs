//! How far an item goes that cannot be read.

use proc_macro2::{Delimiter, TokenTree};
use syn::parse::ParseStream;
use syn::{Ident, Lit, Token, Visibility, token};

use super::{is_group, misspelt};

pub(super) struct Extent {
    /// The tokens without the attributes before them and without what ends them.
    pub(super) tokens: Vec<TokenTree>,
    pub(super) body: Option<TokenTree>,
    /// Whether a semicolon or a body ends it, as every item of a trait ends.
    pub(super) is_complete: bool,
}

impl Extent {
    pub(super) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut extent = Self {
            tokens: Vec::new(),
            body: None,
            is_complete: false,
        };
        let mut is_method = false;
        while !input.is_empty() && (extent.tokens.is_empty() || !begins_item(input, is_method)) {
            let token: TokenTree = input.parse()?;
            extent.is_complete = match &token {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                token => is_group(token, Delimiter::Brace),
            };
            if extent.is_complete {
                // Nothing ends where nothing began.
                extent.is_complete = !extent.tokens.is_empty();
                extent.body = is_group(&token, Delimiter::Brace).then_some(token);
                break;
            }
            is_method |= matches!(&token, TokenTree::Ident(word) if word == "fn");
            extent.tokens.push(token);
        }
        Ok(extent)
    }
}

/// Whether another item begins here although the one before has not ended.
fn begins_item(input: ParseStream<'_>, in_method: bool) -> bool {
    let is_attribute = input.peek(Token![#]) && input.peek2(token::Bracket);
    is_attribute
        || misspelt::begins_with_inner(input)
        || (in_method && (input.peek(Token![type]) || is_method(input).unwrap_or(false)))
}

/// Whether the head of a method is here, and not the type of a function.
fn is_method(input: ParseStream<'_>) -> syn::Result<bool> {
    let ahead = input.fork();
    ahead.parse::<Visibility>()?;
    while ahead.peek(Token![default])
        || ahead.peek(Token![const])
        || ahead.peek(Token![async])
        || ahead.peek(Token![unsafe])
        || ahead.peek(Token![extern])
    {
        ahead.parse::<TokenTree>()?;
        ahead.parse::<Option<Lit>>()?;
    }
    Ok(ahead.peek(Token![fn]) && ahead.peek2(Ident))
}
