//! A return type behind another sign than `->`, or with another pair than `<…>`.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::quote;
use syn::parse::ParseStream;
use syn::{ReturnType, Token, Type};

use super::super::{attempt, skip_to};
use crate::tokens::{first_span, source_text};

pub(in super::super) struct Returned {
    pub(in super::super) output: ReturnType,
    /// Whether rustc has refused it.
    pub(in super::super) is_refused: bool,
    /// What is wrong with it, if rustc has nothing against it before a macro is called.
    pub(in super::super) reason: Option<syn::Error>,
}

/// Reads a return type if it is there and whole.
pub(in super::super) fn returned(input: ParseStream<'_>) -> Option<Returned> {
    let mut returned = match behind_another_sign(input) {
        Some(ty) => Returned {
            output: ReturnType::Type(Token![->](first_span(&ty)), Box::new(ty)),
            is_refused: true,
            reason: None,
        },
        None => Returned {
            output: attempt(input)?,
            is_refused: false,
            reason: None,
        },
    };
    if let Some(TokenTree::Group(group)) = next(input) {
        let is_taken = [Delimiter::Bracket, Delimiter::Parenthesis].contains(&group.delimiter())
            && returned.take(&group);
        if is_taken {
            input.parse::<TokenTree>().ok()?;
        }
    }
    Some(returned)
}

/// Reads the type behind `- >`, `=>`, `~>`, `:` or no sign at all.
fn behind_another_sign(input: ParseStream<'_>) -> Option<Type> {
    if input.peek(Token![->]) || input.peek(Token![::]) || input.peek(Token![where]) {
        return None;
    }
    let ahead = input.fork();
    if let Some(TokenTree::Punct(first)) = next(&ahead) {
        ahead.parse::<TokenTree>().ok()?;
        if first.as_char() != ':' {
            ahead.parse::<Token![>]>().ok()?;
        }
    } else if !ahead.peek(syn::Ident) {
        return None;
    }
    let ty = attempt(&ahead)?;
    skip_to(input, &ahead).ok()?;
    Some(ty)
}

fn next(input: ParseStream<'_>) -> Option<TokenTree> {
    input.cursor().token_tree().map(|(token, _)| token)
}

impl Returned {
    /// Takes a group behind a type for its generic arguments, as in `Result[T]`, and tells
    /// whether it did.
    fn take(&mut self, group: &Group) -> bool {
        let (output, arguments) = (&self.output, group.stream());
        let Ok(meant) = syn::parse2::<ReturnType>(quote! { #output <#arguments> }) else {
            return false;
        };
        if group.delimiter() == Delimiter::Bracket {
            self.is_refused = true;
        } else if let ReturnType::Type(_, ty) = &meant {
            let message = format!("found parentheses; expected `{}`", source_text(ty));
            self.reason = Some(syn::Error::new(group.span(), message));
        }
        self.output = meant;
        true
    }
}
