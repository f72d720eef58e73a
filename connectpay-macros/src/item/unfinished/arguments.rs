//! The arguments of a method that cannot be read as a whole.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use syn::FnArg;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;

use super::cut_off::is_argument_cut_off;
use super::{is_group, misspelt};
use crate::tokens::split_at_commas;

pub(super) struct Arguments {
    /// All of them or, where one cannot be read, those before it; without attributes.
    pub(super) readable: Vec<FnArg>,
    /// All of them without attributes, if only rustc can make something of one.
    pub(super) as_written: Option<Group>,
    /// Whether rustc has refused one of them, such as one that ends before it is whole.
    pub(super) is_cut_off: bool,
}

impl Arguments {
    pub(super) fn read(group: &Group) -> Self {
        let (mut written, lacks_comma) = without_attributes(group.stream());
        let meant = misspelt::arguments(&written);
        let is_refused = lacks_comma || meant.is_some();
        if let Some(meant) = meant {
            written = meant;
        }
        let all = Punctuated::<FnArg, syn::Token![,]>::parse_terminated;
        if let Ok(all) = all.parse2(written.clone()) {
            return Self {
                readable: all.into_iter().collect(),
                as_written: None,
                is_cut_off: is_refused,
            };
        }
        let pieces = split_at_commas(written.clone());
        let argument = |piece: &Vec<TokenTree>| syn::parse2(piece.iter().cloned().collect()).ok();
        let readable: Vec<FnArg> = pieces.iter().map_while(argument).collect();
        // A comma in angle brackets parts what belongs together, but what is cut off there
        // leaves them open.
        let mut unread = pieces.iter().skip(readable.len()).peekable();
        let is_missing = unread.peek().is_none();
        let has_receiver = matches!(readable.first(), Some(FnArg::Receiver(_)));
        Self {
            is_cut_off: is_refused || is_missing || unread.any(|piece| is_argument_cut_off(piece)),
            as_written: has_receiver.then(|| within(group, written)),
            readable,
        }
    }
}

/// The arguments without their attributes, and whether a comma is missing before one.
fn without_attributes(arguments: TokenStream) -> (TokenStream, bool) {
    let mut without = TokenStream::new();
    let mut lacks_comma = false;
    let mut is_first = true;
    let mut tokens = arguments.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        let is_attribute = |next: &TokenTree| punct == '#' && is_group(next, Delimiter::Bracket);
        if tokens.next_if(is_attribute).is_none() {
            is_first = punct == ',';
            without.extend([token]);
        } else if !is_first {
            lacks_comma = true;
            is_first = true;
            without.extend([TokenTree::Punct(Punct::new(',', Spacing::Alone))]);
        }
    }
    (without, lacks_comma)
}

/// The parentheses around other content. rustc points at the closing one where something
/// is missing before it, and it says the same thing only once if that is at the same place.
fn within(group: &Group, content: TokenStream) -> Group {
    let mut other = Group::new(group.delimiter(), content);
    other.set_span(group.span_close());
    other
}
