//! Answers that no call can give, as far as their spelling shows it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{PathArguments, Type};

use super::{Returned, bare, last_segment, returned};
use crate::tokens::source_text;

/// The answer inside of an answer that is the return type once more. Another `Result` may
/// be one that the API answers with, and another `Call` a type of its own; their types tell.
pub(crate) fn returned_twice<'a>(outer: &Type, answer: &'a Type) -> Option<&'a Type> {
    let (Returned::Result(inner) | Returned::Call(inner)) = returned(answer) else {
        return None;
    };
    let has_one_argument = last_segment(answer).is_some_and(|last| match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.len() == 1,
        _ => false,
    });
    (has_one_argument && without_arguments(outer) == without_arguments(answer)).then_some(inner)
}

fn without_arguments(ty: &Type) -> String {
    let mut ty = bare(ty).clone();
    if let Type::Path(path) = &mut ty {
        if let Some(last) = path.path.segments.last_mut() {
            last.arguments = PathArguments::None;
        }
    }
    ty.to_token_stream().to_string()
}

/// The `Self` in a type, but not in one that belongs to it: `Self::Item`, `<Self as …>::Item`.
pub(crate) fn itself(ty: &impl ToTokens) -> Option<Ident> {
    fn within(tokens: TokenStream) -> Option<Ident> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    if let Some(found) = within(group.stream()) {
                        return Some(found);
                    }
                }
                TokenTree::Ident(word) if word == "Self" => {
                    let leads_on = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':')
                        || matches!(tokens.peek(), Some(TokenTree::Ident(next)) if next == "as");
                    if !leads_on {
                        return Some(word);
                    }
                }
                _ => {}
            }
        }
        None
    }
    within(ty.to_token_stream())
}

/// What is expected in place of a type whose values have no size that is known, if it is one.
pub(crate) fn sized_instead(ty: &Type) -> Option<String> {
    match bare(ty) {
        Type::Slice(slice) => Some(format!("`Vec<{}>`", source_text(&slice.elem))),
        Type::TraitObject(_) => Some("a type with `#[derive(serde::Deserialize)]`".to_owned()),
        ty => {
            let last = last_segment(ty)?;
            (last.ident == "str" && last.arguments.is_none()).then(|| "`String`".to_owned())
        }
    }
}
